using System.Collections.Concurrent;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents.Cad;

namespace Dragonfly.Functions.Incidents.Cad;

/// <summary>The agencies' code tables: each is the last entry of a timeline, of which only what is newer than what is known is read.</summary>
public sealed class CodeTables(ITimelines timelines, TimeProvider clock)
{
    private const int PageSize = 20;

    private readonly ConcurrentDictionary<AgencyId, StandingCodes> known = [];

    /// <summary>The table that stands.</summary>
    /// <exception cref="Core.Incidents.StoreUnavailableException">Nobody knows.</exception>
    public async ValueTask<StandingCodes> CurrentAsync(AgencyId agency, CancellationToken cancellation)
    {
        var standing = known.GetValueOrDefault(agency, StandingCodes.None);
        while (await timelines.ReadAsync(CodeTable.TimelineOf(agency), standing.Version, PageSize, cancellation) is { IsEmpty: false } newer)
            standing = newer.Aggregate(standing, (before, entry) => new(before.Table.After(entry.Event), entry.Sequence, entry.Hash!, entry.At));
        return known.AddOrUpdate(agency, standing, (_, other) => other.Version > standing.Version ? other : standing);
    }

    /// <summary>Puts another table in place of the one that stands. One that says the same changes nothing.</summary>
    /// <returns>What stood before, and what stands now.</returns>
    /// <exception cref="Core.Incidents.StoreUnavailableException">Nobody knows whether it was written.</exception>
    public async Task<(StandingCodes Before, StandingCodes Now)> ReplaceAsync(AgencyId agency, CodeTable table, Origin origin)
    {
        while (true)
        {
            var before = await CurrentAsync(agency, CancellationToken.None);
            if (before.Table.ChangesTo(table).IsEmpty) return (before, before);
            var now = clock.GetUtcNow();
            var at = now > before.ChangedAt || before.ChangedAt is null ? now : before.ChangedAt.Value;
            var entries = Chain.Append(before.Version, before.Hash, [new CodesImported(table.Codes)], origin, at);
            if (await timelines.TryAppendAsync(CodeTable.TimelineOf(agency), entries, CancellationToken.None))
                return (before, await CurrentAsync(agency, CancellationToken.None));
        }
    }
}

/// <summary>A code table and where it stands in its timeline.</summary>
/// <param name="Table">The table.</param>
/// <param name="Version">Its entry's number; 0 when there never was a table.</param>
/// <param name="Hash">Its entry's hash.</param>
/// <param name="ChangedAt">When it was put in place.</param>
public sealed record StandingCodes(CodeTable Table, long Version, string Hash, DateTimeOffset? ChangedAt)
{
    /// <summary>There never was a table.</summary>
    public static StandingCodes None { get; } = new(CodeTable.Empty, 0, "", null);
}
