
namespace Dragonfly.Core.Registry;

/// <summary>What matching reads, put together from what the owner decided at each level.</summary>
public static class Registration
{
    /// <summary>The bounds that hold for all the feeds of a site. Make them once for a site: its feeds share them.</summary>
    public static ConsentBounds BoundsOf(Partner partner, Site site) => new([partner.Sharing, site.Sharing], partner.Agencies, partner.Agreement?.EndsAt ?? DateTimeOffset.MinValue);

    /// <summary>A feed as matching reads it.</summary>
    /// <param name="partner">Its partner.</param>
    /// <param name="site">Its site.</param>
    /// <param name="bounds">The site's bounds.</param>
    /// <param name="feed">The feed.</param>
    public static Feed FeedOf(Partner partner, Site site, ConsentBounds bounds, RegisteredFeed feed) => new(
        feed.Id,
        partner.Id,
        feed.Label?.Name ?? feed.Id.Value,
        feed.Facts.Place,
        site.Facts.TimeZone,
        feed.Facts.View,
        new(
            Math.Max(partner.ConsentVersion, Math.Max(site.ConsentVersion, feed.ConsentVersion)),
            partner.Status is PartnerStatus.Active && !site.Withdrawn && !feed.Withdrawn,
            feed.Sharing,
            bounds));
}
