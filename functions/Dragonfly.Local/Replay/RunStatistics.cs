using Dragonfly.Core.Incidents;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Terminal;

namespace Dragonfly.Local.Replay;

/// <summary>
/// Gathers what a replay came to, from the views that the RTIC was sent. Views of incidents that are not of this run are passed over. Safe to call from
/// anywhere.
/// </summary>
/// <param name="run">The prefix of the run's incident numbers.</param>
/// <param name="speed">How many times faster than real the run's clock passes.</param>
public sealed class RunStatistics(string run, double speed) : IRticObserver
{
    private readonly System.Threading.Lock _lock = new();
    private readonly Dictionary<IncidentId, IncidentView> _latest = [];
    private readonly Dictionary<IncidentId, double> _firstPush = [];
    private readonly List<double> _answered = [];

    /// <inheritdoc/>
    public void Pushed(IncidentView view, DateTimeOffset at)
    {
        if (!view.Number.StartsWith(run, StringComparison.Ordinal)) return;
        lock (_lock)
        {
            var milliseconds = Real(at - view.ReceivedAt);
            _firstPush[view.IncidentId] = Math.Min(milliseconds, _firstPush.GetValueOrDefault(view.IncidentId, double.MaxValue));
        }

        Seen(view);
    }

    /// <summary>A view that was read rather than pushed: counts for what it says, not for how fast it came.</summary>
    public void Seen(IncidentView view)
    {
        if (!view.Number.StartsWith(run, StringComparison.Ordinal)) return;
        lock (_lock)
        {
            if (!_latest.TryGetValue(view.IncidentId, out var known) || known.Version < view.Version) _latest[view.IncidentId] = view;
        }
    }

    /// <summary>The CAD client had an answer after so long, by the machine's clock.</summary>
    public void Answered(TimeSpan elapsed)
    {
        lock (_lock) _answered.Add(elapsed.TotalMilliseconds);
    }

    /// <summary>What it comes to.</summary>
    public ReplaySummary Summarize(int calls, int refused, int unfinished, int leftOpen)
    {
        lock (_lock)
        {
            var opened = _latest.Values.SelectMany(view => view.Grants, (view, grant) => (View: view, Grant: grant)).Where(pair => pair.Grant.UnlockedAt is not null).ToArray();
            var locked = opened.Where(pair => pair.Grant.State is GrantState.Locked).ToArray();
            return new()
            {
                Calls = calls,
                Refused = refused,
                Qualified = _latest.Values.Count(view => view.Decision is "qualified" || !view.Grants.IsEmpty),
                WithFeeds = _latest.Values.Count(view => !view.Grants.IsEmpty),
                GrantsOpened = opened.Length,
                GrantsClosed = locked.Length,
                Distance = Percentiles.Of(opened.Select(pair => pair.Grant.DistanceMeters)),
                Answered = Percentiles.Of(_answered),
                FirstPush = Percentiles.Of(_firstPush.Values),
                Unlocked = Percentiles.Of(opened.Select(pair => Real(pair.Grant.UnlockedAt!.Value - pair.Grant.IssuedAt))),
                LockedOnClose = Percentiles.Of(locked
                    .Where(pair => pair.Grant.Reason is "incidentClosed" or "incidentCancelled" && pair.View.ClosedAt is not null)
                    .Select(pair => Real(pair.Grant.LockedAt!.Value - pair.View.ClosedAt!.Value))),
                LockedOnExpiry = Percentiles.Of(locked
                    .Where(pair => pair.Grant.Reason is "timeToLive" or "sharingHours" or "agreementEnded")
                    .Select(pair => Real(pair.Grant.LockedAt!.Value - pair.Grant.ExpiresAt))),
                Unfinished = unfinished,
                LeftOpen = leftOpen,
            };
        }
    }

    // Every time in a view is of the run's clock, which the whole process lives by. Work takes the machine as long as ever, and seems to take `speed` times
    // that on this clock: divided by the speed it is the machine's time again.
    private double Real(TimeSpan time) => time.TotalMilliseconds / speed;
}
