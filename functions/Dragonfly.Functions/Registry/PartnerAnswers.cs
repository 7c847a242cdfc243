using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Dragonfly.Functions.Registry;

/// <summary>A partner as those see it who may.</summary>
/// <param name="PartnerId">Its id.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Version">The version of the partner itself: its entity tag.</param>
/// <param name="ChangedAt">When anything of it was last changed or refused.</param>
/// <param name="Profile">Who it is to people; absent once that was deleted, and but for its name to auditors.</param>
/// <param name="Agreement">What it signed last.</param>
/// <param name="Sharing">The rule for all its feeds, beside each one's own.</param>
/// <param name="Agencies">The agencies it lets in, each with its rule.</param>
/// <param name="Sites">How many sites it has that are not withdrawn.</param>
/// <param name="Feeds">How many feeds it has that are not withdrawn.</param>
/// <param name="Users">Who may act for it.</param>
/// <param name="Invitations">Invitations that may still be accepted.</param>
/// <param name="WantsNotices">It wants to be told of each access.</param>
public sealed record PartnerAnswer(
    PartnerId PartnerId,
    PartnerStatus Status,
    long Version,
    DateTimeOffset ChangedAt,
    ProfileAnswer? Profile,
    Agreement? Agreement,
    SharingRule Sharing,
    ImmutableSortedDictionary<AgencyId, SharingRule> Agencies,
    int Sites,
    int Feeds,
    ImmutableArray<PartnerUser> Users,
    ImmutableArray<OpenInvitation> Invitations,
    bool WantsNotices)
{
    internal static PartnerAnswer Of(Partner partner, Profile? profile, string role, DateTimeOffset now) => new(
        partner.Id,
        partner.Status,
        partner.Version,
        partner.ChangedAt,
        profile is null ? null : role is Role.Auditor ? new(profile.Name) : new(profile.Name, profile.Contact, profile.Email, profile.Phone, profile.Address),
        partner.Agreement,
        partner.Sharing,
        partner.Agencies,
        partner.Sites.Count(site => !site.Withdrawn),
        partner.FeedCount,
        partner.Users,
        [.. partner.Invitations.Where(open => open.ExpiresAt > now).Select(open => new OpenInvitation(open.Role, open.ExpiresAt))],
        partner.WantsNotices);

    internal static IResult Show(HttpRequest request, PartnerDraft draft, string role) => Show(request, draft.Partner, draft.Profile, role, draft.Now);

    internal static IResult Show(HttpRequest request, Partner partner, Profile? profile, string role, DateTimeOffset now)
    {
        EntityTag.Set(request, partner.Version);
        return Answer.Json(Of(partner, profile, role, now), ApiJson.Default.PartnerAnswer);
    }
}

/// <summary>Who a partner is to people.</summary>
public sealed record ProfileAnswer(string Name, string? Contact = null, string? Email = null, string? Phone = null, string? Address = null);

/// <summary>An invitation that nobody has accepted yet.</summary>
/// <param name="Role">What who accepts it becomes.</param>
/// <param name="ExpiresAt">When it is of no use any more.</param>
public sealed record OpenInvitation(PartnerRole Role, DateTimeOffset ExpiresAt);

/// <summary>An invitation, told once: it is not kept.</summary>
/// <param name="PartnerId">Whose.</param>
/// <param name="Code">What who accepts it must say.</param>
/// <param name="Role">What who accepts it becomes.</param>
/// <param name="ExpiresAt">When it is of no use any more.</param>
public sealed record InvitationAnswer(PartnerId PartnerId, string Code, PartnerRole Role, DateTimeOffset ExpiresAt);

/// <summary>A site as those see it who may.</summary>
/// <param name="SiteId">Its id.</param>
/// <param name="Name">What people call it; absent once that was deleted.</param>
/// <param name="Address">Its postal address.</param>
/// <param name="Place">Where it is.</param>
/// <param name="TimeZone">IANA time zone, in which hours are read.</param>
/// <param name="Installer">Who installs there.</param>
/// <param name="Sharing">The rule for all its feeds, beside each one's own.</param>
/// <param name="Withdrawn">Its feeds are not shared any more, for good.</param>
/// <param name="Feeds">How many feeds it has that are not withdrawn one by one.</param>
/// <param name="Version">Its entity tag.</param>
public sealed record SiteAnswer(
    SiteId SiteId, string? Name, string? Address, GeoPoint Place, string TimeZone, InstallerId? Installer, SharingRule Sharing, bool Withdrawn, int Feeds, long Version)
{
    internal static SiteAnswer Of(Site site, Profile? profile)
    {
        var label = profile?.Sites.GetValueOrDefault(site.Id);
        return new(site.Id, label?.Name, label?.Address, site.Facts.Place, site.Facts.TimeZone, site.Facts.Installer, site.Sharing, site.Withdrawn, site.FeedCount, site.Version);
    }

    internal static IResult Show(HttpRequest request, PartnerDraft draft, SiteId id, int status = 200) => Show(request, draft.Partner.SiteOf(id)!, draft.Profile, status);

    internal static IResult Show(HttpRequest request, Site site, Profile? profile, int status = 200)
    {
        EntityTag.Set(request, site.Version);
        return Answer.Json(Of(site, profile), ApiJson.Default.SiteAnswer, status);
    }
}

/// <summary>A feed as those see it who may.</summary>
/// <param name="FeedId">Its id.</param>
/// <param name="SiteId">Where it belongs.</param>
/// <param name="Name">What people call it; absent once that was deleted.</param>
/// <param name="ExternalReference">The owner's own number for it.</param>
/// <param name="Place">Where it hangs.</param>
/// <param name="View">Where it looks.</param>
/// <param name="Placement">Indoors or outdoors.</param>
/// <param name="VideoReference">Its id in the video system, when that is not the feed's own.</param>
/// <param name="Analytics">The kinds of analytics that run on it.</param>
/// <param name="Sharing">The owner's rule for it.</param>
/// <param name="Withdrawn">Not shared any more, for good.</param>
/// <param name="Version">Its entity tag.</param>
public sealed record FeedAnswer(
    FeedId FeedId,
    SiteId SiteId,
    string? Name,
    string? ExternalReference,
    GeoPoint Place,
    FieldOfView? View,
    Placement Placement,
    string? VideoReference,
    ImmutableArray<string> Analytics,
    SharingRule Sharing,
    bool Withdrawn,
    long Version)
{
    internal static FeedAnswer Of(RegisteredFeed feed) => new(
        feed.Id,
        feed.Site,
        feed.Label?.Name,
        feed.Label?.ExternalReference,
        feed.Facts.Place,
        feed.Facts.View,
        feed.Facts.Placement,
        feed.Facts.VideoReference,
        feed.Facts.Analytics,
        feed.Sharing,
        feed.Withdrawn,
        feed.Version);

    internal static IResult Show(HttpRequest request, RegisteredFeed feed, int status = 200)
    {
        EntityTag.Set(request, feed.Version);
        return Answer.Json(Of(feed), ApiJson.Default.FeedAnswer, status);
    }
}
