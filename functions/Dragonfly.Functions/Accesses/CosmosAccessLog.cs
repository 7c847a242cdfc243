using System.Collections.Immutable;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Json;
using Dragonfly.Functions.Storage;
using Microsoft.Azure.Cosmos;

namespace Dragonfly.Functions.Accesses;

/// <summary>The access log in Cosmos DB; <see cref="Incidents.CosmosIncidentStore"/> writes it. What lasts stands in incidents' heads, what is over in packs.</summary>
public sealed class CosmosAccessLog(CosmosDatabase database) : IAccessLog
{
    private const int PacksAtOnce = 100;

    private readonly CosmosStore store = database.Open(CosmosContainers.Log, "access");

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<AccessRecord>> ReadAsync(AccessQuery query, CancellationToken cancellation)
    {
        // What lasts first: a line that ends between the two readings is in both, and not in neither.
        var held = new QueryDefinition("SELECT VALUE l FROM c JOIN l IN c.lines WHERE l.partner = @partner").WithParameter("@partner", query.Partner.Value);
        var lines = new AccessMerge(query.Limit, descending: true, await store.ListAsync<AccessRecord>("held", held, null, cancellation), line => Fits(line, query));

        // A feed is one partner's: looking for the feed's packs finds no more than looking for both would.
        var before = query.After is { } cursor && !(cursor.At >= query.To) ? SortableTime.After(cursor.At) : query.To is { } to ? SortableTime.Of(to) : SortableTime.End;
        var over = new QueryDefinition(
            $"SELECT c.accessed, c.lines FROM c WHERE ARRAY_CONTAINS(c.{(query.Feed is null ? "partners" : "feeds")}, @whose) AND c.accessed < @before AND c.accessed >= @from ORDER BY c.accessed DESC")
            .WithParameter("@whose", query.Feed?.Value ?? query.Partner.Value)
            .WithParameter("@before", before)
            .WithParameter("@from", SortableTime.Of(query.From ?? DateTimeOffset.MinValue));
        return await lines.WithAsync(store.QueryAsync<PackedLines>("over", over, null, Math.Min(query.Limit, PacksAtOnce), cancellation));
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<AccessRecord>> ReadViewsAsync(DateTimeOffset from, Cursor<AccessId>? after, int limit, CancellationToken cancellation)
    {
        var start = after is { } cursor && cursor.At >= from ? cursor : new(from, new(""));
        var held = new QueryDefinition("SELECT VALUE l FROM c JOIN l IN c.lines WHERE l.kind = @viewed").WithParameter("@viewed", "viewed");
        var lines = new AccessMerge(limit, descending: false, await store.ListAsync<AccessRecord>("held views", held, null, cancellation), line => AccessMerge.Compare(line, start) > 0);
        var over = new QueryDefinition("SELECT c.accessed, c.lines FROM c WHERE c.viewed >= @from ORDER BY c.viewed").WithParameter("@from", SortableTime.Of(start.At));
        return await lines.WithAsync(store.QueryAsync<PackedLines>("views", over, null, Math.Min(limit, PacksAtOnce), cancellation));
    }

    private static bool Fits(AccessRecord line, AccessQuery query) =>
        line.Partner == query.Partner
        && (query.Feed is null || line.Feed == query.Feed)
        && !(line.At < query.From)
        && !(line.At >= query.To)
        && (query.After is null || AccessMerge.Compare(line, query.After) < 0);
}
