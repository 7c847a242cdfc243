namespace Dragonfly.Emulators.SignalR;

/// <summary>Which users of which hub are in which groups, and until when. A user need not be connected.</summary>
internal sealed class SignalRGroups(TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Hub, string User, string Group), DateTimeOffset> until = [];

    public void Add(string hub, string user, string group, TimeSpan? timeToLive)
    {
        lock (gate) until[(hub, user, group)] = timeToLive is { } life ? clock.GetUtcNow() + life : DateTimeOffset.MaxValue;
    }

    public void Remove(string hub, string user, string? group)
    {
        lock (gate)
        {
            foreach (var key in until.Keys.Where(key => key.Hub == hub && key.User == user && (group is null || key.Group == group)).ToArray()) until.Remove(key);
        }
    }

    public bool Has(string hub, string user, string group)
    {
        lock (gate) return until.TryGetValue((hub, user, group), out var end) && end > clock.GetUtcNow();
    }

    public IReadOnlyList<string> Of(string hub, string user)
    {
        lock (gate) return [.. until.Keys.Where(key => key.Hub == hub && key.User == user && until[key] > clock.GetUtcNow()).Select(key => key.Group).Order(StringComparer.Ordinal)];
    }
}
