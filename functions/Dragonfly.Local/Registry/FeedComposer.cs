using Dragonfly.Core.Registry;

namespace Dragonfly.Local.Registry;

/// <summary>Puts a partner's feeds together as matching reads them; those of a site share what holds for the site.</summary>
internal sealed class FeedComposer
{
    private readonly Partner partner;
    private readonly Dictionary<SiteId, (Site Site, ConsentBounds Bounds)> sites;

    public FeedComposer(Partner partner)
    {
        this.partner = partner with { Sharing = Shared(partner.Sharing) };
        sites = partner.Sites.ToDictionary(site => site.Id, site => (site, Registration.BoundsOf(this.partner, site with { Sharing = Shared(site.Sharing) })));
    }

    /// <summary>One feed.</summary>
    public Feed Compose(RegisteredFeed feed)
    {
        var (site, bounds) = sites[feed.Site];
        return Registration.FeedOf(partner, site, bounds, feed);
    }

    // Most partners and sites set no limit of their own: one object in memory says so for all of them.
    private static SharingRule Shared(SharingRule rule) => rule is { Enabled: true, CallTypes.IsEmpty: true, Hours.IsEmpty: true, PausedUntil: null } ? SharingRule.Always : rule;
}
