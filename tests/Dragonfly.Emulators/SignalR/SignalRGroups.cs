namespace Dragonfly.Emulators.SignalR;

/// <summary>
/// Which users of which hub are in which groups, and until when. A user need not be connected. Whoever makes users' tokens goes by the system's clock, and the tests' clock leaps:
/// a user's token is taken to be made when the user was last put into a group, as negotiating does, so how far the clocks were apart then is kept.
/// </summary>
internal sealed class SignalRGroups(TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Hub, string User, string Group), DateTimeOffset> until = [];
    private readonly Dictionary<(string Hub, string User), TimeSpan> leads = [];

    public void Add(string hub, string user, string group, TimeSpan? timeToLive)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            until[(hub, user, group)] = timeToLive is { } life ? now + life : DateTimeOffset.MaxValue;
            leads[(hub, user)] = now - TimeProvider.System.GetUtcNow();
        }
    }

    /// <summary>By how much this clock was ahead of the system's when a user's token was made.</summary>
    public TimeSpan LeadOf(string hub, string user)
    {
        lock (gate) return leads.GetValueOrDefault((hub, user));
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
        lock (gate)
        {
            var now = clock.GetUtcNow();
            return [.. until.Where(item => item.Key.Hub == hub && item.Key.User == user && item.Value > now).Select(item => item.Key.Group).Order(StringComparer.Ordinal)];
        }
    }
}
