using Dragonfly.Core.Incidents;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Local.Replay;

/// <summary>Waits at the end of a replay until all is locked, and looks whether it is. Asks the store and the video system, which do not depend on pushes.</summary>
/// <param name="incidents">Where the incidents are.</param>
/// <param name="video">What holds the leases.</param>
/// <param name="clock">The clock that the whole process lives by.</param>
/// <param name="statistics">Is shown the last view of each incident, in case a push was lost.</param>
public sealed class Settlement(IIncidentStore incidents, IVideoSystem video, TimeProvider clock, RunStatistics statistics)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    /// <summary>Waits until every incident is closed and finished, at the longest <paramref name="patience"/> of <c>clock</c>.</summary>
    /// <returns>How many did not finish.</returns>
    public async Task<int> WaitAsync(IEnumerable<IncidentId> ids, TimeSpan patience, Action<int> unfinished, CancellationToken cancellation)
    {
        var waiting = ids.ToHashSet();
        for (var until = clock.GetUtcNow() + patience; ;)
        {
            foreach (var id in waiting.ToArray())
                if (await IsFinishedAsync(id, cancellation)) waiting.Remove(id);

            unfinished(waiting.Count);
            if (waiting.Count == 0 || clock.GetUtcNow() >= until) return waiting.Count;
            await Task.Delay(Look, clock, cancellation);
        }
    }

    private async Task<bool> IsFinishedAsync(IncidentId id, CancellationToken cancellation)
    {
        try
        {
            if (await incidents.ReadAsync(id, cancellation) is not { } stored) return false;
            statistics.Seen(IncidentView.Of(stored, [], clock.GetUtcNow()));
            return !stored.Incident.IsOpen && Plan.For(stored.Incident, clock.GetUtcNow()).IsFinished;
        }
        catch (StoreUnavailableException)
        {
            return false; // Look again.
        }
    }

    /// <summary>How many leases the video system holds for which no live grant stands. A call that is under way beside the replay does not count.</summary>
    /// <exception cref="VideoSystemException">It did not say.</exception>
    public async Task<int> CountLeftOpenAsync(CancellationToken cancellation)
    {
        var left = 0;
        foreach (var lease in await video.ListOpenAsync(cancellation))
        {
            var stored = lease.Grant.TryGetIncident(out var id) ? await incidents.ReadAsync(id, cancellation) : null;
            if (stored is not { Incident.IsOpen: true } || !stored.Incident.LiveGrants.Any(grant => grant.Id == lease.Grant && grant.ExpiresAt > clock.GetUtcNow())) left++;
        }

        return left;
    }
}
