using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Accesses;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Storage;
using Microsoft.Azure.Cosmos;

namespace Dragonfly.Functions.Incidents;

/// <summary>Incidents in Cosmos DB: a partition for each, with its head, its entries and the lines of access logs that came of it.</summary>
public sealed class CosmosIncidentStore(CosmosDatabase database) : IIncidentStore
{
    private const int Remembered = 2_000;
    private const int HeadsAtOnce = 100;
    private const int FeedsAtOnce = 200;

    private readonly CosmosStore store = database.Open(CosmosContainers.Log, "incident");

    // What the next write has to know of the head that it replaces. Most writes follow a reading or a writing of the same process.
    private readonly Recent<IncidentId, KnownHead> known = new(Remembered);

    /// <inheritdoc/>
    public async ValueTask<StoredIncident?> ReadAsync(IncidentId id, CancellationToken cancellation) =>
        await ReadItemAsync(id, cancellation) is { } item ? StoredHead.Of(item.Head, item.Cad) : null;

    /// <inheritdoc/>
    /// <remarks>Once the write is sent, <paramref name="cancellation"/> is not honored any more.</remarks>
    public async Task<bool> TryWriteAsync(IncidentWrite write, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        write.ThrowUnlessWhole();
        var (id, isFirst) = (write.Incident.Id, write.ExpectedVersion == 0);
        if (await KnownAsync(id, write.ExpectedVersion, cancellation) is not { } before) return false;

        EntryPack[] entries = [.. EntryPack.Of(id.Timeline, write.Incident.Agency, write.Entries)];
        var lines = HeldLines.After(before.Lines, write, CosmosBatch.MostOperations - entries.Length);
        if (lines.Packs is [var first, ..]) entries[^1] = entries[^1].With(first);
        var head = IncidentItem.Of(write, lines.Held);
        var batch = new CosmosBatch(head.Timeline);
        if (isFirst) batch.Create(head);
        else batch.Replace(head.Id, head, before.ETag);
        foreach (var pack in entries) batch.Create(pack);
        foreach (var pack in lines.Packs.Skip(1)) batch.Create(pack);
        if (await store.TryWriteAsync("write", batch, cancellation) is not [var etag, ..]) return false;
        known.Set(id, new(write.Incident.Version, etag, lines.Held));
        return true;
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<Entry>> ReadTimelineAsync(IncidentId id, long afterSequence, int limit, CancellationToken cancellation) =>
        [.. (await store.EntriesAfterAsync(id.Timeline, afterSequence, limit, cancellation)).Select(EntryPacks.ToEntry)];

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<StoredIncident>> QueryAsync(IncidentQuery query, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        bool[] which = query.Open is { } open ? [open] : [true, false];
        var found = await Task.WhenAll(which.Select(isOpen => TakeAsync("list", IncidentQueries.Of(query, isOpen), query.Limit, stored => stored.Incident.Agency == query.Agency, cancellation)));
        return found is [var all] ? [.. all] : [.. found.SelectMany(some => some).OrderBy(stored => stored.Incident.ChangedAt).ThenBy(stored => stored.Incident.Id.Value, StringComparer.Ordinal).Take(query.Limit)];
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<StoredIncident>> SearchAsync(IncidentSearch search, CancellationToken cancellation) =>
        [.. await TakeAsync("search", IncidentQueries.Of(search), search.Limit, stored => search.Fits(stored.Incident), cancellation)];

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<IncidentId>> ReadDueAsync(DateTimeOffset now, int limit, CancellationToken cancellation)
    {
        var due = ImmutableArray.CreateBuilder<IncidentId>();
        await foreach (var timeline in store.QueryAsync<string>("due", IncidentQueries.DueAt(now), null, Math.Min(limit, HeadsAtOnce), cancellation))
        {
            due.Add(IncidentQueries.IdOf(timeline));
            if (due.Count == limit) break;
        }

        return due.DrainToImmutable();
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<IncidentId>> ReadHoldingAsync(IReadOnlyCollection<FeedId> feeds, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var holding = await Task.WhenAll(feeds.Chunk(FeedsAtOnce).Select(some => store.ListAsync<string>("holding", IncidentQueries.Holding(some), null, cancellation).AsTask()));
        return [.. holding.SelectMany(timelines => timelines).Distinct().Select(IncidentQueries.IdOf)];
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<StoredIncident>> ReadForUnitAsync(AgencyId agency, string unit, int limit, CancellationToken cancellation) =>
        [.. await TakeAsync("forUnit", IncidentQueries.ForUnit(agency, unit), limit, stored => stored.Incident.Agency == agency && stored.Incident.AddressedUnits.Contains(unit), cancellation)];

    /// <inheritdoc/>
    public async ValueTask<IncidentCount> CountAsync(DateTimeOffset dueBefore, CancellationToken cancellation)
    {
        var open = await store.ListAsync<int>("count", new("SELECT VALUE COUNT(1) FROM c WHERE c.open = true"), null, cancellation);
        var overdue = await store.ListAsync<int>("count", new QueryDefinition("SELECT VALUE COUNT(1) FROM c WHERE c.dueAt < @before").WithParameter("@before", SortableTime.Of(dueBefore)), null, cancellation);
        return new(open.Sum(), overdue.Sum());
    }

    private async ValueTask<IncidentItem?> ReadItemAsync(IncidentId id, CancellationToken cancellation)
    {
        if (await store.ReadAsync<IncidentItem>(id.Timeline.Value, TimelineItem.HeadId, cancellation) is not { } item) return null;
        known.Set(id, new(item.Value.Length, item.ETag, item.Value.Lines ?? []));
        return item.Value;
    }

    // Null when the stored head is not at that version.
    private async ValueTask<KnownHead?> KnownAsync(IncidentId id, long version, CancellationToken cancellation)
    {
        if (version == 0) return new(0, "", []);
        if (known.TryGet(id, out var head) && head.Version == version) return head;
        return await ReadItemAsync(id, cancellation) is { } item && item.Length == version && known.TryGet(id, out head) && head.Version == version ? head : null;
    }

    private async Task<List<StoredIncident>> TakeAsync(string operation, QueryDefinition query, int limit, Func<StoredIncident, bool> fits, CancellationToken cancellation)
    {
        var found = new List<StoredIncident>();
        await foreach (var head in store.QueryAsync<StoredHead>(operation, query, null, Math.Min(limit, HeadsAtOnce), cancellation))
        {
            if (head.ToStored() is var stored && fits(stored)) found.Add(stored);
            if (found.Count == limit) break;
        }

        return found;
    }

    private sealed record KnownHead(long Version, string ETag, IReadOnlyList<AccessRecord> Lines);
}
