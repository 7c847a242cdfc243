using System.Collections.Immutable;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Storage;

namespace Dragonfly.Functions.Registry;

/// <summary>
/// Puts feeds together with what their partners say. Both are read, but never at one moment; and a feed as it was under what its partner says since could be permitted
/// although its owner permitted it at no time. Versions tell where that cannot be, nearly always; elsewhere the feed is read again after its partner.
/// </summary>
internal sealed class FeedComposition(CosmosStore log, string store)
{
    // A partner that is written faster than it can be read, again and again.
    private const int MostRounds = 8;

    /// <summary>The feeds of items.</summary>
    /// <param name="items">The items.</param>
    /// <param name="heads">Their partners' heads, read at any time; those that are missing are read here.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    public async ValueTask<List<Feed>> ComposeAsync(ImmutableArray<FeedItem> items, ImmutableArray<PartnerHead> heads, CancellationToken cancellation)
    {
        var (composed, partners) = (new List<Feed>(items.Length), Composers(heads));
        foreach (var (timeline, partner) in Composers(await ReadHeadsAsync(items.Where(item => !partners.ContainsKey(item.Timeline)), cancellation))) partners[timeline] = partner;
        var doubtful = new List<FeedItem>();
        foreach (var item in items)
        {
            // Where there is no head, the first write of all is not done.
            if (!partners.TryGetValue(item.Timeline, out var partner)) continue;
            if (IsCertain(item, partner)) composed.Add(partner.Composer.Compose(item.Now.Feed));
            else doubtful.Add(item);
        }

        for (var round = 1; doubtful is not []; round++)
        {
            if (round > MostRounds) throw new StoreUnavailableException(store, new TimeoutException($"{doubtful[0].Timeline} was written {round - 1} times while it was read"));
            var again = await log.ReadManyAsync<FeedItem>([.. doubtful.Select(item => (item.Timeline, item.Id))], cancellation);
            doubtful.Clear();
            foreach (var item in again)
            {
                var (head, composer) = partners[item.Timeline];
                if (head.StateOf(item) is not { } state) continue;
                if (state.Written <= head.Length) composed.Add(composer.Compose(state.Feed));
                else doubtful.Add(item);
            }

            foreach (var (timeline, partner) in Composers(await ReadHeadsAsync(doubtful, cancellation))) partners[timeline] = partner;
        }

        // One id of two partners' feeds would be a mistake, and neither owner's word may count for the other's camera.
        return [.. composed.GroupBy(feed => feed.Id).Where(alike => alike.Count() is 1).Select(alike => alike.Single())];
    }

    // Since the feed was written either no feed of the partner was written, or nothing that holds for several was decided: so it is right with this head, whichever of the two was
    // read first.
    private static bool IsCertain(FeedItem item, (PartnerHead Head, FeedComposer Composer) partner) =>
        item.Write is null && item.Now.Written <= partner.Head.Length
        && (partner.Head.FeedsWritten <= item.Now.Written || partner.Composer.BoundsVersionOf(item.Now.Feed.Site) <= item.Now.Written);

    private static Dictionary<string, (PartnerHead Head, FeedComposer Composer)> Composers(ImmutableArray<PartnerHead> heads) =>
        heads.ToDictionary(head => head.Timeline, head => (head, new FeedComposer(head.Head)));

    private ValueTask<ImmutableArray<PartnerHead>> ReadHeadsAsync(IEnumerable<FeedItem> items, CancellationToken cancellation) =>
        log.ReadManyAsync<PartnerHead>([.. items.Select(item => item.Timeline).Distinct().Select(timeline => (timeline, PartnerHead.Name))], cancellation);
}
