using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;

namespace Dragonfly.Functions.Audit;

/// <summary>Lets the first few records of a kind in a minute through and counts the others, which become one record when a minute is over: no flood can fill the log.</summary>
/// <param name="clock">What time it is.</param>
/// <param name="tell">Takes the record that says how many were left out.</param>
internal sealed class RecordBudget(TimeProvider clock, Action<PrincipalRecord> tell) : IDisposable
{
    /// <summary>How many of a kind are written one by one in a minute.</summary>
    public const int PerMinute = 20;

    private const int MostKinds = 4_096;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Recent<RecordKind, Window> windows = new(MostKinds);
    private readonly Lock gate = new();
    private Dictionary<RecordKind, RecordsOmitted> omitted = [];
    private ITimer? timer;

    /// <summary>Whether a record is to be written; if not, it is counted.</summary>
    public bool Admits(PrincipalRecord record)
    {
        var kind = record.Kind;
        var window = windows.GetOrAdd(kind, _ => new());
        lock (window)
        {
            if (record.At - window.From >= Minute) (window.From, window.Count) = (record.At, 0);
            if (++window.Count <= PerMinute) return true;
        }

        Count(kind, record.At);
        return false;
    }

    /// <summary>Tells what was left out so far.</summary>
    public void Flush()
    {
        Dictionary<RecordKind, RecordsOmitted> told;
        lock (gate)
        {
            (told, omitted) = (omitted, []);
            timer?.Dispose();
            timer = null;
        }

        foreach (var (kind, omission) in told) tell(new(kind.Agency, new(kind.Actor, kind.Role, nameof(PrincipalLog)), omission, omission.To));
    }

    /// <inheritdoc/>
    public void Dispose() => Flush();

    private void Count(RecordKind kind, DateTimeOffset at)
    {
        lock (gate)
        {
            omitted[kind] = omitted.TryGetValue(kind, out var before) ? before with { Count = before.Count + 1, To = at } : new(kind.Event, kind.Code, 1, at, at);
            timer ??= clock.CreateTimer(_ => Flush(), null, Minute, Timeout.InfiniteTimeSpan);
        }
    }

    private sealed class Window
    {
        public DateTimeOffset From { get; set; }

        public int Count { get; set; }
    }
}
