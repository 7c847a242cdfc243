using System.Collections.Immutable;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Storage;
using Microsoft.Azure.Cosmos;

namespace Dragonfly.Functions.Clips;

/// <summary>Clips in Cosmos DB: a partition for each, with its head and its entries.</summary>
public sealed class CosmosClipRecords(CosmosDatabase database) : IClipRecords
{
    private const int Remembered = 1_000;
    private const int HeadsAtOnce = 100;
    private const string Prefix = "clips/";

    private readonly CosmosStore store = database.Open(CosmosContainers.Log, "clip");

    // What the next write has to know of the head that it replaces. Most writes follow a reading or a writing of the same process.
    private readonly Recent<ClipId, (long Version, string ETag)> known = new(Remembered);

    /// <inheritdoc/>
    public async ValueTask<StoredClip?> ReadAsync(ClipId id, CancellationToken cancellation)
    {
        if (await store.ReadAsync<ClipItem>(id.Timeline.Value, TimelineItem.HeadId, cancellation) is not { } item) return null;
        known.Set(id, (item.Value.Length, item.ETag));
        return item.Value.ToStored();
    }

    /// <inheritdoc/>
    /// <remarks>Once the write is sent, <paramref name="cancellation"/> is not honored any more.</remarks>
    public async Task<bool> TryWriteAsync(ClipWrite write, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        write.ThrowUnlessWhole();
        var (clip, head) = (write.Stored.Clip, ClipItem.Of(write));
        var batch = new CosmosBatch(head.Timeline);
        if (write.ExpectedVersion == 0) batch.Create(head);
        else if (await ETagAsync(clip.Id, write.ExpectedVersion, cancellation) is { } before) batch.Replace(head.Id, head, before);
        else return false;
        foreach (var pack in EntryPack.Of(clip.Id.Timeline, clip.Wish.Agency, write.Entries)) batch.Create(pack);
        if (await store.TryWriteAsync("write", batch, cancellation) is not [var etag, ..]) return false;
        known.Set(clip.Id, (clip.Version, etag));
        return true;
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<StoredClip>> ListAsync(IncidentId incident, CancellationToken cancellation)
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE c.clipOf >= @first AND c.clipOf < @end ORDER BY c.clipOf")
            .WithParameter("@first", ClipItem.PlaceOf(incident, ""))
            .WithParameter("@end", ClipItem.PlaceOf(incident, SortableTime.End));
        return [.. (await store.ListAsync<ClipItem>("list", query, null, cancellation, HeadsAtOnce)).Select(item => item.ToStored())];
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<ClipId>> ReadDueAsync(DateTimeOffset now, int limit, CancellationToken cancellation)
    {
        var query = new QueryDefinition("SELECT VALUE c.timeline FROM c WHERE c.clipDueAt <= @now ORDER BY c.clipDueAt").WithParameter("@now", SortableTime.Of(now));
        var due = ImmutableArray.CreateBuilder<ClipId>();
        await foreach (var timeline in store.QueryAsync<string>("due", query, null, Math.Min(limit, HeadsAtOnce), cancellation))
        {
            due.Add(new(timeline[Prefix.Length..]));
            if (due.Count == limit) break;
        }

        return due.DrainToImmutable();
    }

    // Null when the stored head is not at that version.
    private async ValueTask<string?> ETagAsync(ClipId id, long version, CancellationToken cancellation)
    {
        if (known.TryGet(id, out var head) && head.Version == version) return head.ETag;
        return await ReadAsync(id, cancellation) is { } stored && stored.Clip.Version == version && known.TryGet(id, out head) && head.Version == version ? head.ETag : null;
    }
}
