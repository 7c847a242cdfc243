namespace Dragonfly.Core.Registry;

/// <summary>Puts a partner's feeds together as matching reads them; those of a site share what holds for the site. For one thread at a time.</summary>
public sealed class FeedComposer
{
    private readonly Partner partner;
    private readonly Dictionary<SiteId, Site> sites;
    private readonly Dictionary<SiteId, ConsentBounds> bounds = [];

    /// <summary>For the feeds of a partner.</summary>
    public FeedComposer(Partner partner)
    {
        this.partner = partner with { Sharing = Shared(partner.Sharing) };
        sites = partner.Sites.ToDictionary(site => site.Id);
    }

    /// <summary>One feed.</summary>
    public Feed Compose(RegisteredFeed feed)
    {
        var site = sites[feed.Site];
        if (!bounds.TryGetValue(site.Id, out var shared)) bounds[site.Id] = shared = Registration.BoundsOf(partner, site with { Sharing = Shared(site.Sharing) });
        return Registration.FeedOf(partner, site, shared, feed);
    }

    /// <summary>The sequence of the last entry that changed what the partner says of a site's feeds for all of them: none of them is to be read under older words.</summary>
    public long BoundsVersionOf(SiteId site) => Math.Max(partner.ConsentVersion, sites[site].ConsentVersion);

    // Most partners and sites set no limit of their own: one object in memory says so for all of them.
    private static SharingRule Shared(SharingRule rule) => rule is { Enabled: true, CallTypes.IsEmpty: true, Hours.IsEmpty: true, PausedUntil: null, LookBackMinutes: 0 } ? SharingRule.Always : rule;
}
