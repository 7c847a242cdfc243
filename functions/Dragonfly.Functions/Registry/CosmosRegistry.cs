using System.Collections.Immutable;
using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Storage;
using Microsoft.Azure.Cosmos;

namespace Dragonfly.Functions.Registry;

/// <summary>The partner registry in Cosmos DB, as unlocking reads it. Nothing of it is kept in memory but whose a feed is, which never changes. ADR 15.</summary>
public sealed class CosmosRegistry(CosmosDatabase database) : IRegistry
{
    private const string Store = "registry";
    private const int MostIds = 100;
    private const int OwnersKept = 20_000;

    private readonly CosmosStore log = database.Open(CosmosContainers.Log, Store);
    private readonly Recent<FeedId, string> owners = new(OwnersKept);

    private FeedComposition Composition => new(log, Store);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Feed>> NearAsync(GeoPoint place, double radiusMeters, CancellationToken cancellation)
    {
        var found = ImmutableArray.CreateBuilder<FeedItem>();
        foreach (var query in CellQuery.Near(place, radiusMeters)) found.AddRange(await log.ListAsync<FeedItem>("near", query, null, cancellation));
        var items = found.DistinctBy(item => (item.Timeline, item.Id)).ToImmutableArray();

        // Cells reach further than the radius: what is beyond it needs no partner to be read.
        var near = items.RemoveAll(item => !IsWithin(item.Now.Feed) && !(item.Before is { } before && IsWithin(before.Feed)));
        return [.. (await Composition.ComposeAsync(near, [], cancellation)).Where(feed => feed.Place.DistanceTo(place) <= radiusMeters)];

        bool IsWithin(RegisteredFeed feed) => feed.Facts.Place.DistanceTo(place) <= radiusMeters;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Feed>> FindAsync(IReadOnlyCollection<FeedId> feeds, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var known = new List<(string Timeline, string Id)>();
        var unknown = new List<FeedId>();
        foreach (var feed in feeds.Distinct())
        {
            if (owners.TryGet(feed, out var timeline)) known.Add((timeline, FeedItem.IdOf(feed)));
            else unknown.Add(feed);
        }

        var reading = log.ReadManyAsync<FeedItem>(known, cancellation).AsTask();
        var heads = await log.ReadManyAsync<PartnerHead>([.. known.Select(feed => feed.Timeline).Distinct().Select(timeline => (timeline, PartnerHead.Name))], cancellation);
        var items = await reading;
        foreach (var ids in unknown.Chunk(MostIds)) items = items.AddRange(await log.ListAsync<FeedItem>("find", FeedQuery.ByIds("SELECT *", ids), null, cancellation));

        var found = await Composition.ComposeAsync(items, heads, cancellation);
        foreach (var feed in found) owners.GetOrAdd(feed.Id, _ => Partner.TimelineOf(feed.Partner).Value);
        return found;
    }

    /// <inheritdoc/>
    public async ValueTask<RegistryCount> CountAsync(CancellationToken cancellation)
    {
        // Of the heads alone: there are far fewer of them than feeds, and feeds of writes that are not done do not count.
        var partners = SumAsync("SELECT VALUE COUNT(1) FROM c WHERE c.feedCount > 0");
        var feeds = SumAsync("SELECT VALUE SUM(c.feedCount) FROM c WHERE c.feedCount > 0");
        return new(await partners, await feeds);

        async Task<int> SumAsync(string query) => (await log.ListAsync<int>("count", new QueryDefinition(query), null, cancellation)).Sum();
    }
}
