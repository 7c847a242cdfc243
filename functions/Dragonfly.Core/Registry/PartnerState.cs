using System.Collections.Immutable;
using System.Diagnostics;
using Dragonfly.Core.Audit;

namespace Dragonfly.Core.Registry;

/// <summary>How entries make a partner and its feeds: each is folded over the partner's timeline by itself.</summary>
public static class PartnerState
{
    /// <summary>The partner after one more entry.</summary>
    public static Partner Evolve(this Partner partner, Entry entry) => Apply(partner, (PartnerEvent)entry.Event, entry) with
    {
        Sequence = entry.Sequence,
        ContentVersion = entry.Event is PartnerRefused ? partner.ContentVersion : entry.Sequence,
        Hash = entry.Hash!,
        ChangedAt = entry.At,
    };

    /// <summary>A feed after one more entry of its partner's timeline, its label aside.</summary>
    public static RegisteredFeed Evolve(this RegisteredFeed feed, Entry entry) => (PartnerEvent)entry.Event switch
    {
        FeedChanged e when e.Feed == feed.Id => feed with { Facts = e.Facts, Version = entry.Sequence },
        SharingDecided e when feed.IsOneOf(e.Scope) => feed with { Sharing = e.Rule, Version = entry.Sequence, ConsentVersion = entry.Sequence },
        Withdrawn e when feed.IsOneOf(e.Scope) => feed with { Withdrawn = true, Version = entry.Sequence, ConsentVersion = entry.Sequence },
        PersonalDataErased => feed with { Label = null },
        _ => feed, // What is said of the partnership or the site is theirs to keep: see Registration.
    };

    /// <summary>The feeds that an entry adds, their labels aside; not shared until the owner says so.</summary>
    public static IEnumerable<RegisteredFeed> FeedsAddedBy(PartnerId partner, Entry entry) => entry.Event is not FeedsAdded added ? [] : added.Feeds.Select(feed =>
        new RegisteredFeed(feed.Feed, partner, added.Site, feed.Facts, null, SharingRule.Never, false, entry.Sequence, entry.Sequence));

    /// <summary>Whether an entry has a part in what the partner consents to for a feed.</summary>
    public static bool Concerns(PartnerEvent happened, SiteId site, FeedId feed) => happened switch
    {
        PartnerApproved or AgreementSigned or PartnerSuspended or PartnerReinstated or AgencyDecided => true,
        SiteAdded e => e.Site == site,
        SiteChanged e => e.Site == site,
        FeedsAdded e => e.Feeds.Any(added => added.Feed == feed),
        SharingDecided e => e.Scope.Covers(site, feed),
        Withdrawn e => e.Scope.Covers(site, feed),
        PartnerApplied or PartnerDeclined or ProfileChanged or FeedChanged or UserInvited or InvitationAccepted or UserChanged or NoticesChosen or PersonalDataErased or PartnerRefused or WorkOrderEvent => false,
        _ => throw new UnreachableException(happened.GetType().Name),
    };

    /// <summary>What feeds may be viewed for less than before after an event, and so must be looked at again; null when none.</summary>
    public static Scope? ReconsideredAfter(PartnerEvent happened) => happened switch
    {
        SharingDecided e => e.Scope,
        Withdrawn e => e.Scope,
        SiteChanged e => new(e.Site), // Its zone is what its hours mean.
        PartnerSuspended or AgreementSigned or AgencyDecided => Scope.Everything,
        PartnerApplied or PartnerApproved or PartnerDeclined or PartnerReinstated or ProfileChanged or SiteAdded or FeedsAdded or FeedChanged or UserInvited or InvitationAccepted or UserChanged
            or NoticesChosen or PersonalDataErased or PartnerRefused or WorkOrderEvent => null,
        _ => throw new UnreachableException(happened.GetType().Name),
    };

    private static Partner Apply(Partner partner, PartnerEvent happened, Entry entry) => happened switch
    {
        PartnerApplied => Changed(partner with { Status = PartnerStatus.Applied }, entry),
        PartnerApproved e => Consented(partner with { Status = PartnerStatus.Approved, Agencies = e.Agencies.ToImmutableSortedDictionary(id => id, _ => SharingRule.Always) }, entry),
        PartnerDeclined => Changed(partner with { Status = PartnerStatus.Declined, EndedAt = entry.At }, entry),
        AgreementSigned e => Consented(partner with
        {
            Status = partner.Status is PartnerStatus.Approved ? PartnerStatus.Active : partner.Status,
            Agreement = new(e.Version, entry.Origin.Actor, entry.At, e.EndsAt),
        }, entry),
        PartnerSuspended => Consented(partner with { Status = PartnerStatus.Suspended }, entry),
        PartnerReinstated => Consented(partner with { Status = PartnerStatus.Active }, entry),
        ProfileChanged => Changed(partner, entry),
        SiteAdded e => partner with { Sites = partner.Sites.Add(new() { Id = e.Site, Facts = e.Facts, Version = entry.Sequence, ConsentVersion = entry.Sequence }) },
        SiteChanged e => WithSite(partner, e.Site, entry, site => site with { Facts = e.Facts, ConsentVersion = entry.Sequence }),
        FeedsAdded e => WithSite(partner, e.Site, null, site => site with { FeedCount = site.FeedCount + e.Feeds.Length }),
        FeedChanged => partner,
        SharingDecided { Scope.Feeds: not null } => partner,
        SharingDecided { Scope.Site: { } id } e => WithSite(partner, id, entry, site => site with { Sharing = e.Rule, ConsentVersion = entry.Sequence }),
        SharingDecided e => Consented(partner with { Sharing = e.Rule }, entry),
        AgencyDecided e => Consented(partner with { Agencies = e.Rule is { } rule ? partner.Agencies.SetItem(e.Agency, rule) : partner.Agencies.Remove(e.Agency) }, entry),
        Withdrawn { Scope: { Site: { } id, Feeds: { } feeds } } => WithSite(partner, id, null, site => site with { FeedCount = site.FeedCount - feeds.Length }),
        Withdrawn { Scope.Feeds: not null } => partner,
        Withdrawn { Scope.Site: { } id } => WithSite(partner, id, entry, site => site with { Withdrawn = true, ConsentVersion = entry.Sequence }) with { WorkOrders = WorkOrders.Cancel(partner.WorkOrders, id, entry) },
        Withdrawn => Consented(partner with { Status = PartnerStatus.Withdrawn, EndedAt = entry.At, Invitations = [], WorkOrders = WorkOrders.Cancel(partner.WorkOrders, null, entry) }, entry),
        UserInvited e => partner with { Invitations = [.. partner.Invitations.Where(open => open.ExpiresAt > entry.At), new(e.Digest, e.Role, e.ExpiresAt, entry.Origin.Actor)] },
        InvitationAccepted e => Accept(partner, e, entry.Sequence),
        UserChanged e => partner with
        {
            Users = [.. partner.Users.Where(user => user.Id != e.User), .. e.Role is { } role ? [new PartnerUser(e.User, role, entry.Sequence)] : (PartnerUser[])[]],

            // Else who is shown out could have kept a way back in.
            Invitations = e.Role is PartnerRole.Owner ? partner.Invitations : partner.Invitations.RemoveAll(open => open.By == e.User),
        },
        NoticesChosen e => Changed(partner with { WantsNotices = e.Wanted }, entry),
        PersonalDataErased => Changed(partner with { Erased = true }, entry),
        PartnerRefused => partner,
        WorkOrderEvent e => partner with { WorkOrders = WorkOrders.Apply(partner.WorkOrders, e, entry) },
        _ => throw new UnreachableException(happened.GetType().Name),
    };

    private static Partner Changed(Partner partner, Entry entry) => partner with { Version = entry.Sequence };

    private static Partner Consented(Partner partner, Entry entry) => partner with { Version = entry.Sequence, ConsentVersion = entry.Sequence };

    // What changes the site itself says so with its entry; what its feeds do is not its change.
    private static Partner WithSite(Partner partner, SiteId id, Entry? entry, Func<Site, Site> change)
    {
        var site = partner.SiteOf(id)!;
        var changed = change(site);
        return partner with { Sites = partner.Sites.Replace(site, entry is null ? changed : changed with { Version = entry.Sequence }) };
    }

    private static Partner Accept(Partner partner, InvitationAccepted accepted, long sequence)
    {
        var invitation = partner.Invitations.First(open => open.Digest == accepted.Digest);
        var role = partner.Users.FirstOrDefault(user => user.Id == accepted.User) is { } known && known.Role > invitation.Role ? known.Role : invitation.Role;
        return partner with
        {
            Invitations = partner.Invitations.Remove(invitation),
            Users = [.. partner.Users.Where(user => user.Id != accepted.User), new(accepted.User, role, sequence)],
        };
    }

    private static bool IsOneOf(this RegisteredFeed feed, Scope scope) => scope.Feeds?.Contains(feed.Id) is true;
}
