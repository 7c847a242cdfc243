using System.Collections.Immutable;
using Dragonfly.Core.Registry;

namespace Dragonfly.Local.Tests.City;

/// <summary>Partners in memory, as far as reading goes: each feed's partner has an owner <c>owner-of-{partner}</c> and a viewer <c>viewer-of-{partner}</c>.</summary>
internal sealed class MemoryPartners(params IReadOnlyList<Feed> feeds) : IPartnerStore
{
    /// <summary>Those who want to be told of each access.</summary>
    public HashSet<PartnerId> Told { get; } = [];

    public ValueTask<StoredPartner?> ReadAsync(PartnerId id, CancellationToken cancellation) => new(feeds.Any(feed => feed.Partner == id)
        ? new StoredPartner(
            new() { Id = id, Status = PartnerStatus.Active, WantsNotices = Told.Contains(id), Users = [new($"owner-of-{id}", PartnerRole.Owner), new($"viewer-of-{id}", PartnerRole.Viewer)] },
            null)
        : null);

    public ValueTask<ImmutableArray<RegisteredFeed>> FindFeedsAsync(PartnerId id, IReadOnlyCollection<FeedId> ids, CancellationToken cancellation) => new(
    [
        .. feeds.Where(feed => feed.Partner == id && ids.Contains(feed.Id)).Select(feed => new RegisteredFeed(
            feed.Id, id, new("site"), new(feed.Place, feed.View, Placement.Outdoor, null, []), new(feed.Name), SharingRule.Always, false, 1, 1)),
    ]);

    public ValueTask<ImmutableArray<RegisteredFeed>> ReadFeedsAsync(PartnerId id, FeedId? after, int limit, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<bool> TryWriteAsync(PartnerWrite write, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<ImmutableArray<StoredPartner>> ListAsync(PartnerQuery query, CancellationToken cancellation) => throw new NotSupportedException();
}
