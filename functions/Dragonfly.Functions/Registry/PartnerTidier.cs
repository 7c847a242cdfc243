using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Storage;
using Microsoft.Azure.Cosmos;

namespace Dragonfly.Functions.Registry;

/// <summary>
/// Tidies up after large writes. Of one that is done, entries are entered in the log and feeds lose what they were before; of one that can no longer be done, nothing stays. What
/// may still be done is left alone. Any number of instances may do it at once, and stop anywhere.
/// </summary>
internal sealed class PartnerTidier(CosmosStore log, string store, long mostBytes = BatchFiller.MostBytes)
{
    private const int Page = 100;
    private const int MostRounds = 8;

    private static readonly QueryDefinition Packs = new("SELECT * FROM c WHERE IS_DEFINED(c.write) AND IS_DEFINED(c.pack)");
    private static readonly QueryDefinition Feeds = new("SELECT * FROM c WHERE IS_DEFINED(c.write) AND IS_DEFINED(c.now.cell)");

    /// <summary>Tidies up a partner.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer, or others wrote all the time.</exception>
    public async Task TidyAsync(string timeline)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            // What items mean is for the head to say that was read before them.
            if (await log.ReadAsync<PartnerHead>(timeline, PartnerHead.Name, CancellationToken.None) is not { } head) return;
            if (await EnterAsync(head.Value) && await SettleAsync(head.Value) && (head.Value.Writes is null
                || await log.TryReplaceAsync(timeline, PartnerHead.Name, head.Value with { Writes = null }, head.ETag, CancellationToken.None))) return;
        }

        throw new StoreUnavailableException(store, new TimeoutException($"{timeline} was written by others {MostRounds} times"));
    }

    /// <summary>Has a timeline whole for whoever reads it: entries of a large write that is done, and was given up right after, are entered.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    public async ValueTask CompleteAsync(TimelineId timeline, CancellationToken cancellation)
    {
        if (timeline.Kind is not "partners") return;
        if (await log.ReadAsync<PartnerHead>(timeline.Value, PartnerHead.Name, cancellation) is { Value.Writes: not null }) await TidyAsync(timeline.Value);
    }

    /// <summary>Has the whole log so.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    public async ValueTask CompleteAllAsync(CancellationToken cancellation)
    {
        var unsettled = new QueryDefinition("SELECT VALUE c.timeline FROM c WHERE c.unsettled = true");
        foreach (var timeline in await log.ListAsync<string>("unsettled", unsettled, null, cancellation)) await TidyAsync(timeline);
    }

    private async Task<bool> EnterAsync(PartnerHead head)
    {
        var filler = new BatchFiller(head.Timeline, mostBytes);
        foreach (var staged in (await log.ListAsync<StagedPack>("staged", Packs, head.Timeline, CancellationToken.None, Page)).OrderBy(staged => staged.Pack.First))
        {
            if (head.IsDone(staged.Write)) filler.Add(BatchFiller.SizeOf(staged.Pack), 2, batch => batch.Create(staged.Pack).Delete(staged.Id));
            else if (WriteId.IsLost(staged.Write, head.Length)) filler.Add(0, 1, batch => batch.Delete(staged.Id));
        }

        return await WriteAsync("enter", filler);
    }

    private async Task<bool> SettleAsync(PartnerHead head)
    {
        var filler = new BatchFiller(head.Timeline, mostBytes);
        await foreach (var item in log.QueryAsync<FeedItem>("unsettledFeeds", Feeds, head.Timeline, Page, CancellationToken.None))
        {
            if (!head.IsDone(item.Write!) && !WriteId.IsLost(item.Write!, head.Length)) continue;
            if (head.StateOf(item) is { } state) filler.Add(FeedItem.Of(head.Timeline, state), (batch, settled) => batch.Replace(settled.Id, settled, item.ETag!));
            else filler.Add(0, 1, batch => batch.Delete(item.Id, item.ETag));
        }

        return await WriteAsync("settle", filler);
    }

    private async Task<bool> WriteAsync(string operation, BatchFiller filler)
    {
        var all = true;
        foreach (var batch in filler.Batches) all &= await log.TryWriteAsync(operation, batch, CancellationToken.None) is not null;
        return all;
    }
}
