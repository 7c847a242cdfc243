using System.Collections.Immutable;
using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;

namespace Dragonfly.Local.Registry;

/// <summary>Feeds by id and by coverage cell. Never changes: a change makes another, which shares what stayed as it was.</summary>
internal sealed class FeedIndex
{
    private readonly ImmutableDictionary<FeedId, Feed> byId;
    private readonly ImmutableDictionary<long, ImmutableArray<Feed>> byCell;
    private readonly Lazy<RegistryCount> count;

    private FeedIndex(ImmutableDictionary<FeedId, Feed> byId, ImmutableDictionary<long, ImmutableArray<Feed>> byCell)
    {
        (this.byId, this.byCell) = (byId, byCell);
        count = new(() => new(byId.Values.Select(feed => feed.Partner).Distinct().Count(), byId.Count));
    }

    /// <summary>No feed.</summary>
    public static FeedIndex Empty { get; } = new(ImmutableDictionary<FeedId, Feed>.Empty, ImmutableDictionary<long, ImmutableArray<Feed>>.Empty);

    /// <summary>How many there are.</summary>
    public RegistryCount Count => count.Value;

    /// <summary>The feeds within a radius.</summary>
    public List<Feed> Near(GeoPoint place, double radiusMeters)
    {
        var near = new List<Feed>();
        foreach (var cell in Coverage.CellsNear(place, radiusMeters))
        {
            if (!byCell.TryGetValue(cell, out var feeds)) continue;
            foreach (var feed in feeds)
                if (feed.Place.DistanceTo(place) <= radiusMeters) near.Add(feed);
        }

        return near;
    }

    /// <summary>The feeds that have these ids.</summary>
    public List<Feed> Find(IReadOnlyCollection<FeedId> ids)
    {
        var found = new List<Feed>(ids.Count);
        foreach (var id in ids.Distinct())
            if (byId.TryGetValue(id, out var feed)) found.Add(feed);
        return found;
    }

    /// <summary>These feeds put in, each in place of the one that has its id; of two with one id, the last counts.</summary>
    public FeedIndex With(IReadOnlyCollection<Feed> changed)
    {
        var ids = byId.ToBuilder();
        var moved = new Dictionary<long, List<Feed>>();
        foreach (var feed in changed)
        {
            if (ids.TryGetValue(feed.Id, out var before)) InCell(before).Remove(before);
            ids[feed.Id] = feed;
            InCell(feed).Add(feed);
        }

        var cells = byCell.ToBuilder();
        foreach (var (cell, feeds) in moved)
        {
            if (feeds is []) cells.Remove(cell);
            else cells[cell] = [.. feeds];
        }

        return new(ids.ToImmutable(), cells.ToImmutable());

        List<Feed> InCell(Feed feed)
        {
            var cell = Coverage.CellOf(feed.Place);
            if (!moved.TryGetValue(cell, out var feeds)) moved[cell] = feeds = [.. byCell.GetValueOrDefault(cell, [])];
            return feeds;
        }
    }
}
