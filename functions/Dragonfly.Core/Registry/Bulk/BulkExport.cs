using System.Collections.Immutable;

namespace Dragonfly.Core.Registry.Bulk;

/// <summary>Makes files of what is registered.</summary>
public static class BulkExport
{
    /// <summary>All that a partner has and did not withdraw, in an order that stays the same: an import of it changes nothing.</summary>
    public static BulkFile Of(StoredPartner stored, IEnumerable<RegisteredFeed> feeds)
    {
        var names = new SiteNames(stored);
        var sites = stored.Partner.Sites.Where(site => !site.Withdrawn).ToImmutableArray();
        var live = sites.Select(site => site.Id).ToHashSet();
        return new(
            [.. sites.Select((site, index) => new BulkSite(new GeoJsonFeature(index), site.Id, names.LabelOf(site.Id)?.Name ?? site.Id.Value, names.LabelOf(site.Id)?.Address, site.Facts))],
            [
                .. feeds.Where(feed => !feed.Withdrawn && live.Contains(feed.Site)).Select((feed, index) => new BulkFeed(
                    new GeoJsonFeature(sites.Length + index), feed.Id, names.ReferenceTo(feed.Site), feed.Label?.Name ?? feed.Id.Value, feed.Label?.ExternalReference, feed.Facts)),
            ]);
    }
}
