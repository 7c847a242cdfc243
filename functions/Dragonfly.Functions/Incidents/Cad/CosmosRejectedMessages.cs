using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Json;
using Dragonfly.Functions.Storage;
using Microsoft.Azure.Cosmos;

namespace Dragonfly.Functions.Incidents.Cad;

/// <summary>
/// Rejected messages in Cosmos DB, each in a partition of its own. They are removed when they expire, and should nobody come to do it, the database does: each has a time to live.
/// </summary>
public sealed class CosmosRejectedMessages(CosmosDatabase database, TimeProvider clock) : IRejectedMessages
{
    // One CAD system that repeats itself through several instances at once; each of them counts.
    private const int MostTries = 16;
    private const int Page = 100;
    private const string Store = "rejected message";

    private readonly CosmosStore store = database.Open(CosmosContainers.Rejected, Store);

    /// <inheritdoc/>
    public async Task AddAsync(IReadOnlyCollection<KeptMessage> rejected, int mostOfAgency, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        foreach (var kept in rejected) await AddAsync(kept);
        foreach (var agency in rejected.Select(kept => kept.Message.Agency).Distinct()) await TrimAsync(agency, mostOfAgency);
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<RejectedMessage>> ListAsync(Cursor<RejectedId>? after, int limit, CancellationToken cancellation)
    {
        // All but the body.
        var query = new QueryDefinition($"SELECT TOP @limit c.id, c.agency, c.place, c.expires, c.ttl, c.message FROM c{(after is null ? "" : " WHERE c.place < @after")} ORDER BY c.place DESC")
            .WithParameter("@limit", limit);
        if (after is not null) query.WithParameter("@after", RejectedItem.PlaceOf(after));
        return [.. (await store.ListAsync<RejectedItem>("list", query, null, cancellation, limit)).Select(item => item.Message)];
    }

    /// <inheritdoc/>
    public async ValueTask<KeptMessage?> ReadAsync(RejectedId id, CancellationToken cancellation) =>
        await store.ReadAsync<RejectedItem>(id.Value, id.Value, cancellation) is { Value: var item } ? new(item.Message, item.Body is { } body ? body : (ReadOnlyMemory<byte>?)null) : null;

    /// <inheritdoc/>
    public Task RemoveAsync(RejectedId id, CancellationToken cancellation) => store.TryDeleteAsync(id.Value, id.Value, null, cancellation);

    /// <inheritdoc/>
    public async Task<int> RemoveExpiredAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var removed = 0;
        var expired = new QueryDefinition("SELECT c.id, c._etag FROM c WHERE c.expires <= @now").WithParameter("@now", SortableTime.Of(now));
        foreach (var item in await store.ListAsync<ItemVersion>("expired", expired, null, cancellation, Page))
        {
            // What came again meanwhile lives on.
            if (await store.TryDeleteAsync(item.Id, item.Id, item.ETag, CancellationToken.None)) removed++;
        }

        return removed;
    }

    private async Task AddAsync(KeptMessage kept)
    {
        var id = kept.Message.Id.Value;
        for (var tries = 0; tries < MostTries; tries++)
        {
            var known = await store.ReadAsync<RejectedItem>(id, id, CancellationToken.None);
            var item = RejectedItem.Of(kept.Message.After(known?.Value.Message), kept.Body, clock.GetUtcNow());
            if (await (known is null ? store.TryCreateAsync(id, item, CancellationToken.None) : store.TryReplaceAsync(id, id, item, known.ETag, CancellationToken.None))) return;
        }

        throw new StoreUnavailableException(Store, new TimeoutException($"others wrote {id} {MostTries} times"));
    }

    // Counting is answered by the index alone: most of the time there is nothing more to do.
    private async Task TrimAsync(AgencyId agency, int most)
    {
        var count = (await store.ListAsync<int>("count", new QueryDefinition("SELECT VALUE COUNT(1) FROM c WHERE c.agency = @agency").WithParameter("@agency", agency.Value), null, CancellationToken.None)).Sum();
        if (count <= most) return;
        var oldest = new QueryDefinition("SELECT TOP @surplus c.id, c._etag FROM c WHERE c.agency = @agency ORDER BY c.place").WithParameter("@surplus", count - most).WithParameter("@agency", agency.Value);
        foreach (var item in await store.ListAsync<ItemVersion>("trim", oldest, null, CancellationToken.None, Page)) await store.TryDeleteAsync(item.Id, item.Id, item.ETag, CancellationToken.None);
    }
}
