using System.Collections.Immutable;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Storage;

namespace Dragonfly.Functions.Registry;

/// <summary>One try to write a partner on a head that was read.</summary>
internal sealed class PartnerAttempt
{
    private readonly string timeline;
    private readonly string id;
    private readonly long mostBytes;
    private CosmosItem<PartnerHead>? before;
    private readonly ProfileItem? profile;
    private readonly ImmutableArray<EntryPack> packs;
    private readonly ImmutableArray<FeedState> feeds;
    private readonly BatchFiller whole;

    /// <summary>Makes everything ready.</summary>
    /// <param name="write">The write.</param>
    /// <param name="id">Its id.</param>
    /// <param name="before">The head; null when there is none.</param>
    /// <param name="mostBytes">How many bytes a batch takes.</param>
    public PartnerAttempt(PartnerWrite write, string id, CosmosItem<PartnerHead>? before, long mostBytes)
    {
        (timeline, this.id, this.before, this.mostBytes) = (write.Partner.Timeline.Value, id, before, mostBytes);
        profile = write.Profile is null ? null : ProfileItem.Of(timeline, write.Profile);
        Head = PartnerHead.After(write, id, before?.Value, profile?.Digest);
        packs = [.. EntryPack.Of(write.Partner.Timeline, null, write.Entries)];
        feeds = [.. write.Feeds.Select(feed => FeedState.Of(feed, Head.Length))];
        whole = WithPacks();
        foreach (var feed in feeds) whole.Add(FeedItem.Of(timeline, feed), (batch, item) => batch.Upsert(item));
        if (IsLarge) Head = Head with { Writes = [.. Head.Writes ?? [], id] };
    }

    /// <summary>The head as it is to be.</summary>
    public PartnerHead Head { get; }

    /// <summary>It does not fit in one batch.</summary>
    public bool IsLarge => whole.Batches is not [_];

    /// <summary>Writes.</summary>
    /// <returns>False when it lost: the head, or a feed, is not what it was when it was read.</returns>
    public async Task<bool> TryAsync(CosmosStore log)
    {
        if (!IsLarge) return await log.TryWriteAsync("write", whole.Batches[0], CancellationToken.None) is not null;
        var stored = (await log.ReadManyAsync<FeedItem>([.. feeds.Select(feed => (timeline, FeedItem.IdOf(feed.Feed.Id)))], CancellationToken.None)).ToDictionary(item => item.Id);
        if (stored.Values.Any(IsRivals) && !await FenceAsync(log)) return false;
        var (last, staged) = (WithPacks(), new BatchFiller(timeline, mostBytes));
        if (last.Batches is not [_])
        {
            last = WithHead();
            foreach (var pack in packs) staged.Add(StagedPack.Of(pack, id), (batch, item) => batch.Upsert(item));
        }

        Stage(stored, staged);
        foreach (var batch in staged.Batches)
            if (await log.TryWriteAsync("stage", batch, CancellationToken.None) is null) return false;
        return await log.TryWriteAsync("commit", last.Batches[0], CancellationToken.None) is not null;
    }

    // Staged by a large write that may still be done.
    private bool IsRivals(FeedItem item) =>
        item.Write is { } write && write != id && before is { Value: var head } && !head.IsDone(write) && !WriteId.IsLost(write, head.Length);

    // What is staged over a rival's items holds what was so without it: the rival must not be done any more once they were read. The head as it is, written again, makes its batch lose.
    private async Task<bool> FenceAsync(CosmosStore log)
    {
        if (await log.TryWriteAsync("fence", new CosmosBatch(timeline).Replace(PartnerHead.Name, before!.Value, before.ETag), CancellationToken.None) is not [var etag]) return false;
        before = before with { ETag = etag };
        return true;
    }

    // Each item is written under its own ETag: one that somebody writes meanwhile must not fall back to what it was before that.
    private void Stage(Dictionary<string, FeedItem> stored, BatchFiller staged)
    {
        foreach (var feed in feeds)
        {
            var item = FeedItem.Of(timeline, feed) with { Write = id };
            if (stored.TryGetValue(item.Id, out var known)) staged.Add(item with { Before = before?.Value.StateOf(known) }, (batch, changed) => batch.Replace(changed.Id, changed, known.ETag!));
            else staged.Add(item, (batch, added) => batch.Create(added));
        }
    }

    private BatchFiller WithPacks()
    {
        var filler = WithHead();
        foreach (var pack in packs) filler.Add(pack, (batch, item) => batch.Create(item));
        return filler;
    }

    private BatchFiller WithHead()
    {
        var filler = new BatchFiller(timeline, mostBytes);
        if (before is null) filler.Add(Head, (batch, head) => batch.Create(head));
        else filler.Add(Head, (batch, head) => batch.Replace(PartnerHead.Name, head, before.ETag));
        if (profile is not null && profile.Digest != before?.Value.Profile) filler.Add(profile, (batch, item) => batch.Upsert(item));
        if (profile is null && before?.Value.Profile is not null) filler.Add(0, 1, batch => batch.Delete(ProfileItem.Name));
        return filler;
    }
}
