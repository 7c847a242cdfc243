using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Functions.Unlocks;

/// <summary>
/// Replays incidents that are on record under another policy: at each moment at which something was decided, with what was known then, the same decider
/// decides again. Only the registry is as it is now. Page by page, so that a week takes no more memory than an hour.
/// </summary>
public sealed class PolicyDryRun(IIncidentStore store, UnlockDecision unlocks)
{
    private const int PageSize = 500;

    /// <summary>Replays an agency's incidents that were received from a moment on and before another.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    public async Task<DryRunResult> RunAsync(AgencyId agency, DateTimeOffset from, DateTimeOffset to, UnlockPolicy proposed, CancellationToken cancellation)
    {
        var tally = new DryRunTally();
        var search = new IncidentSearch(agency, PageSize) { From = from, To = to };
        while (await store.SearchAsync(search, cancellation) is { IsEmpty: false } page)
        {
            foreach (var stored in page) tally.Add(stored.Incident, await ReplayAsync(stored.Incident, proposed, cancellation));
            search = search with { After = new(page[^1].Incident.ReceivedAt, page[^1].Incident.Id) };
        }

        return tally.Sum(from, to);
    }

    private async ValueTask<DecisionReplay> ReplayAsync(Incident recorded, UnlockPolicy proposed, CancellationToken cancellation)
    {
        var (replay, incident) = (DecisionReplay.None, Incident.Unreported(recorded.Agency, recorded.Number));
        while (await store.ReadTimelineAsync(recorded.Id, incident.Version, PageSize, cancellation) is { IsEmpty: false } entries)
        {
            foreach (var entry in entries)
            {
                if (entry.Event is UnlockDecided decided) replay = replay.With(incident, decided, await unlocks.CommandAsync(incident, proposed), entry.At);
                incident = incident.Evolve(entry);
            }

            if (incident.Version >= recorded.Version) break;
        }

        return replay;
    }
}
