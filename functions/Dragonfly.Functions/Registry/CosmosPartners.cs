using System.Collections.Immutable;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Storage;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Functions.Registry;

/// <summary>Partners, their feeds and their timelines in Cosmos DB: a partition for each partner. ADR 15.</summary>
public sealed class CosmosPartners(CosmosDatabase database, ILogger<CosmosPartners> logger) : IPartnerStore
{
    private const string Store = "registry";
    private const int MostReferences = 250;

    // A partner that is written faster than it can be read, again and again.
    private const int MostRounds = 8;

    private readonly CosmosStore log = database.Open(CosmosContainers.Log, Store);

    /// <summary>How many bytes of items a batch takes.</summary>
    internal long MostBytes { get; init; } = BatchFiller.MostBytes;

    /// <inheritdoc/>
    public async ValueTask<StoredPartner?> ReadAsync(PartnerId id, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var timeline = Partner.TimelineOf(id).Value;
        for (var round = 0; round < MostRounds; round++)
        {
            var reading = log.ReadAsync<ProfileItem>(timeline, ProfileItem.Name, cancellation).AsTask();
            var head = await log.ReadAsync<PartnerHead>(timeline, PartnerHead.Name, cancellation);
            var profile = await reading;
            if (head is null) return null;
            if (head.Value.Profile is null) return new(head.Value.Head, null);

            // The two are read one by one: only the head can tell which profile is its own.
            if (head.Value.Profile == profile?.Value.Digest) return new(head.Value.Head, profile.Value.Profile);
        }

        throw new StoreUnavailableException(Store, new TimeoutException($"{timeline} was written {MostRounds} times while it was read"));
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<RegisteredFeed>> ReadFeedsAsync(PartnerId id, SiteId? site, FeedId? after, int limit, CancellationToken cancellation)
    {
        var found = ImmutableArray.CreateBuilder<RegisteredFeed>();
        for (var last = after?.Value ?? ""; found.Count < limit;)
        {
            var query = new QueryDefinition($"SELECT TOP @limit * FROM c WHERE c.now.feed.id > @after{(site is null ? "" : " AND c.now.feed.site = @site")} ORDER BY c.now.feed.id")
                .WithParameter("@limit", limit).WithParameter("@after", last);
            if (site is { } one) query.WithParameter("@site", one.Value);
            var (page, head) = await QueryAsync<FeedItem>(id, query, cancellation);
            found.AddRange(States(page, head).Select(state => state.Feed).Take(limit - found.Count));
            if (page.Length < limit) break;
            last = page[^1].Now.Feed.Id.Value;
        }

        return found.DrainToImmutable();
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<FeedId>> ReadFeedIdsAsync(PartnerId id, SiteId? site, CancellationToken cancellation)
    {
        var query = new QueryDefinition(
            $"SELECT c.now.feed.id AS feed, c.write, IS_DEFINED(c.before) AS replaces FROM c WHERE {(site is null ? "c.now.feed.id > \"\"" : "c.now.feed.site = @site")}");
        if (site is { } one) query.WithParameter("@site", one.Value);
        var (names, head) = await QueryAsync<FeedName>(id, query, cancellation);
        return [.. names.Where(name => name.Replaces || name.Write is null || head?.IsDone(name.Write) is true).Select(name => new FeedId(name.Feed))];
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<RegisteredFeed>> FindFeedsAsync(PartnerId id, IReadOnlyCollection<FeedId> feeds, CancellationToken cancellation)
    {
        var timeline = Partner.TimelineOf(id).Value;
        (string, string)[] sought = [.. feeds.Distinct().Select(feed => (timeline, FeedItem.IdOf(feed)))];
        var (items, head) = await ReadAsync(timeline, () => log.ReadManyAsync<FeedItem>(sought, cancellation), cancellation);
        return [.. States(items, head).Select(state => state.Feed)];
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableDictionary<string, FeedId>> FindReferencesAsync(PartnerId id, IReadOnlyCollection<string> references, CancellationToken cancellation)
    {
        var found = ImmutableDictionary.CreateBuilder<string, FeedId>(StringComparer.Ordinal);
        foreach (var some in references.Distinct().Chunk(MostReferences))
        {
            var (items, head) = await QueryAsync<FeedItem>(id, FeedQuery.ByReferences(some), cancellation);
            foreach (var state in States(items, head))
                if (state.Reference is { } reference && some.Contains(reference, StringComparer.Ordinal)) found[reference] = state.Feed.Id;
        }

        return found.ToImmutable();
    }

    /// <inheritdoc/>
    /// <remarks>Once it has begun, <paramref name="cancellation"/> is not honored any more.</remarks>
    public Task<bool> TryWriteAsync(PartnerWrite write, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        write.ThrowUnlessWhole();
        return new PartnerWriter(log, Store, MostBytes, logger).TryWriteAsync(write);
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<StoredPartner>> ListAsync(PartnerQuery query, CancellationToken cancellation)
    {
        var heads = await log.ListAsync<PartnerHead>("list", PartnerListQuery.Of(query), null, cancellation, query.Limit);
        var profiles = (await log.ReadManyAsync<ProfileItem>([.. heads.Where(head => head.Profile is not null).Select(head => (head.Timeline, ProfileItem.Name))], cancellation)).ToDictionary(profile => profile.Timeline);
        var found = ImmutableArray.CreateBuilder<StoredPartner>(heads.Length);
        foreach (var head in heads)
        {
            if (head.Profile is null) found.Add(new(head.Head, null));
            else if (profiles.GetValueOrDefault(head.Timeline) is { } profile && profile.Digest == head.Profile) found.Add(new(head.Head, profile.Profile));
            else if (await ReadAsync(head.Head.Id, cancellation) is { } stored) found.Add(stored);
        }

        return found.DrainToImmutable();
    }

    private static IEnumerable<FeedState> States(ImmutableArray<FeedItem> items, PartnerHead? head) =>
        items.Select(item => item.Write is null ? item.Now : head?.StateOf(item)).OfType<FeedState>();

    private ValueTask<(ImmutableArray<T> Items, PartnerHead? Head)> QueryAsync<T>(PartnerId id, QueryDefinition query, CancellationToken cancellation) where T : IMayAwait
    {
        var timeline = Partner.TimelineOf(id).Value;
        return ReadAsync(timeline, () => log.ListAsync<T>("feeds", query, timeline, cancellation), cancellation);
    }

    // Items that await a large write mean what the head says that was read before them. Where there are none, as nearly always, no head is read.
    private async ValueTask<(ImmutableArray<T> Items, PartnerHead? Head)> ReadAsync<T>(string timeline, Func<ValueTask<ImmutableArray<T>>> read, CancellationToken cancellation) where T : IMayAwait
    {
        var items = await read();
        if (items.All(item => item.Write is null)) return (items, null);
        var head = await log.ReadAsync<PartnerHead>(timeline, PartnerHead.Name, cancellation);
        return (await read(), head?.Value);
    }
}
