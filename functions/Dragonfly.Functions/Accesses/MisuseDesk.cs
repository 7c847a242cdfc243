using System.Collections.Concurrent;
using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Accesses.Misuse;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Json;
using Dragonfly.Functions.Audit;

namespace Dragonfly.Functions.Accesses;

/// <summary>Looks for odd use, and keeps what was found: a timeline for each agency.</summary>
public sealed class MisuseDesk(IAccessLog log, ITimelines timelines, AccessTeller teller, MisuseRules rules, TimeProvider clock)
{
    private const int PageSize = 1_000;
    private static readonly Origin Origin = Origin.System(nameof(MisuseWatch));

    private readonly ConcurrentDictionary<AgencyId, Ledger<MisuseState>> ledgers = [];
    private readonly MisuseDetector detector = new(rules);

    /// <summary>Where an agency's findings stand.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    public ValueTask<MisuseState> ReadAsync(AgencyId agency, CancellationToken cancellation) => LedgerOf(agency).ReadAsync(cancellation);

    /// <summary>Records what is found now and was not found before.</summary>
    /// <returns>It, each with its agency.</returns>
    /// <exception cref="StoreUnavailableException">The store did not answer; the next look finds what this one did not record.</exception>
    public async Task<ImmutableArray<(AgencyId Agency, MisuseSuspected Finding)>> LookAsync()
    {
        var now = clock.GetUtcNow();
        var recorded = ImmutableArray.CreateBuilder<(AgencyId Agency, MisuseSuspected Finding)>();
        foreach (var views in (await ReadViewsAsync(detector.Horizon(now))).ToLookup(view => view.Agency))
        {
            var ledger = LedgerOf(views.Key);
            var people = await teller.FindAsync(views.Select(view => view.Actor), CancellationToken.None);
            foreach (var finding in detector.Find([.. views], people, await ledger.ReadAsync(CancellationToken.None), now))
            {
                // Another instance may have found it in between.
                if ((await ledger.AppendAsync((state, _) => state.Knows(finding) ? null : finding, Origin)).Happened is { } happened) recorded.Add((views.Key, happened));
            }
        }

        return recorded.DrainToImmutable();
    }

    private Ledger<MisuseState> LedgerOf(AgencyId agency) => ledgers.GetOrAdd(agency, id => new(timelines, MisuseState.TimelineOf(id), MisuseState.Unwritten, clock));

    private async Task<List<AccessRecord>> ReadViewsAsync(DateTimeOffset from)
    {
        var views = new List<AccessRecord>();
        for (Cursor<AccessId>? after = null; ;)
        {
            var page = await log.ReadViewsAsync(from, after, PageSize, CancellationToken.None);
            views.AddRange(page);
            if (page.Length < PageSize) return views;
            after = new(page[^1].At, page[^1].Id);
        }
    }
}
