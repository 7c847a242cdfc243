using Dragonfly.Core.Registry;

namespace Dragonfly.Local.Registry;

/// <summary>Puts a partner's feeds together as matching reads them; those of a site share what holds for the site.</summary>
internal sealed class FeedComposer(Partner partner)
{
    private readonly Dictionary<SiteId, (Site Site, ConsentBounds Bounds)> sites = partner.Sites.ToDictionary(site => site.Id, site => (site, Registration.BoundsOf(partner, site)));

    /// <summary>One feed.</summary>
    public Feed Compose(RegisteredFeed feed) => sites[feed.Site] is var (site, bounds) ? Registration.FeedOf(partner, site, bounds, feed) : throw new KeyNotFoundException();
}
