using System.Collections.Immutable;
using Dragonfly.Core.Audit;
using Dragonfly.Functions.Storage;

namespace Dragonfly.Functions.Audit;

/// <summary>Timelines in Cosmos DB.</summary>
public sealed class CosmosTimelines(CosmosDatabase database) : ITimelines
{
    private const int Remembered = 1_000;

    private readonly CosmosStore store = database.Open(CosmosContainers.Log, "timeline");

    // The heads last written here, which spare a read; that one is stale shows when the write loses by its ETag.
    private readonly Recent<TimelineId, CosmosItem<TimelineItem>> heads = new(Remembered);

    // Up to where timelines were read or written here, whole packs only: what follows begins a pack, whose id is known.
    private readonly Recent<TimelineId, long> ends = new(Remembered);

    /// <inheritdoc/>
    /// <remarks>Most readings ask whether there is anything new, and there is not: that is a look for one item by its id, at less than half the price of a query.</remarks>
    public async ValueTask<ImmutableArray<Entry>> ReadAsync(TimelineId timeline, long afterSequence, int limit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (afterSequence == long.MaxValue || limit <= 0) return [];
        if (IsEnd(timeline, afterSequence) && await store.ReadAsync<EntryPack>(timeline.Value, EntryPack.IdOf(afterSequence + 1), cancellation) is null) return [];
        var entries = ImmutableArray.CreateBuilder<Entry>();
        await foreach (var pack in store.After(timeline, afterSequence, limit, cancellation))
        {
            foreach (var (place, json) in pack.Read())
            {
                if (place <= afterSequence) continue;
                if (entries.Count == limit) return entries.DrainToImmutable();
                entries.Add(EntryPacks.ToEntry(json));
            }

            ends.Set(timeline, pack.Last);
        }

        return entries.DrainToImmutable();
    }

    /// <inheritdoc/>
    /// <remarks>Once the write is sent, <paramref name="cancellation"/> is not honored any more.</remarks>
    public async Task<bool> TryAppendAsync(TimelineId timeline, ImmutableArray<Entry> entries, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var (first, last) = (entries[0], entries[^1]);
        var before = first.Sequence == 1 ? null : await HeadAsync(timeline, first.Sequence - 1, cancellation);
        if (before is null && first.Sequence > 1) return false;
        var head = TimelineItem.After(timeline, before?.Value, first, last);
        var batch = new CosmosBatch(timeline.Value);
        if (before is null) batch.Create(head);
        else batch.Replace(TimelineItem.HeadId, head, before.ETag);
        foreach (var pack in EntryPack.Of(timeline, timeline.Agency, entries)) batch.Create(pack);
        if (await store.TryWriteAsync("append", batch, cancellation) is not [var etag, ..]) return false;
        heads.Set(timeline, new(head, etag));
        ends.Set(timeline, last.Sequence);
        return true;
    }

    private bool IsEnd(TimelineId timeline, long sequence) => sequence == 0 || (ends.TryGet(timeline, out var end) && end == sequence);

    // Null when the timeline does not end there.
    private async ValueTask<CosmosItem<TimelineItem>?> HeadAsync(TimelineId timeline, long length, CancellationToken cancellation)
    {
        if (heads.TryGet(timeline, out var known) && known.Value.Length == length) return known;
        return await store.ReadAsync<TimelineItem>(timeline.Value, TimelineItem.HeadId, cancellation) is { } head && head.Value.Length == length ? head : null;
    }
}
