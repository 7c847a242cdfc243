using System.Collections.Concurrent;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Functions.Audit;

namespace Dragonfly.Functions.Incidents.Cad;

/// <summary>The agencies' code tables.</summary>
public sealed class CodeTables(ITimelines timelines, TimeProvider clock)
{
    private readonly ConcurrentDictionary<AgencyId, Ledger<CodeTableState>> ledgers = [];

    /// <summary>The table that stands.</summary>
    /// <exception cref="Core.Incidents.StoreUnavailableException">Nobody knows.</exception>
    public ValueTask<CodeTableState> CurrentAsync(AgencyId agency, CancellationToken cancellation) => LedgerOf(agency).ReadAsync(cancellation);

    /// <summary>Puts another table in place of the one that stands. One that says the same changes nothing.</summary>
    /// <returns>What stood before.</returns>
    /// <exception cref="Core.Incidents.StoreUnavailableException">Nobody knows whether it was written.</exception>
    public async Task<CodeTableState> ReplaceAsync(AgencyId agency, CodeTable table, Origin origin) =>
        (await LedgerOf(agency).AppendAsync((state, _) => state.Table.ChangesTo(table).IsEmpty ? null : new CodesImported(table.Codes), origin)).Before;

    private Ledger<CodeTableState> LedgerOf(AgencyId agency) =>
        ledgers.GetOrAdd(agency, id => new(timelines, CodeTableState.TimelineOf(id), CodeTableState.Unwritten, clock));
}
