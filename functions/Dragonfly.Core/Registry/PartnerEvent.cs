using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;

namespace Dragonfly.Core.Registry;

/// <summary>Something that was decided about a partner. Who and when are the entry's. Holds opaque ids and facts, never a name or an address.</summary>
public abstract record PartnerEvent : TimelineEvent;

/// <summary>Somebody asks to take part.</summary>
public sealed record PartnerApplied : PartnerEvent;

/// <summary>An administrator approved the application.</summary>
/// <param name="Agencies">The agencies that the agreement will let in.</param>
public sealed record PartnerApproved(ImmutableArray<AgencyId> Agencies) : PartnerEvent;

/// <summary>An administrator declined the application.</summary>
public sealed record PartnerDeclined(string Reason) : PartnerEvent;

/// <summary>The partner signed: its feeds may be shared from here on, as its rules say.</summary>
public sealed record AgreementSigned(int Version, DateTimeOffset EndsAt) : PartnerEvent;

/// <summary>An administrator keeps the partner from sharing.</summary>
public sealed record PartnerSuspended(string Reason) : PartnerEvent;

/// <summary>And does so no longer.</summary>
public sealed record PartnerReinstated(string Reason) : PartnerEvent;

/// <summary>The profile was changed; it is kept apart, and its digest here: see <see cref="Profile.Digest"/>.</summary>
public sealed record ProfileChanged(string Digest) : PartnerEvent;

/// <summary>A site was added.</summary>
public sealed record SiteAdded(SiteId Site, SiteFacts Facts) : PartnerEvent;

/// <summary>A site is another than before: elsewhere, in another time zone, another installer's, or called otherwise.</summary>
public sealed record SiteChanged(SiteId Site, SiteFacts Facts) : PartnerEvent;

/// <summary>Feeds were added to a site; they are shared only when the owner says so.</summary>
public sealed record FeedsAdded(SiteId Site, ImmutableArray<AddedFeed> Feeds) : PartnerEvent;

/// <summary>One feed as it was added.</summary>
public sealed record AddedFeed(FeedId Feed, FeedFacts Facts);

/// <summary>A feed is another than before: moved, turned, replaced, or called otherwise.</summary>
public sealed record FeedChanged(FeedId Feed, FeedFacts Facts) : PartnerEvent;

/// <summary>The owner decided how to share: one rule, for what <paramref name="Scope"/> names.</summary>
/// <param name="Scope">For what.</param>
/// <param name="Rule">The rule.</param>
/// <param name="AgreementVersion">The agreement it stands under; null when none was signed yet.</param>
public sealed record SharingDecided(Scope Scope, SharingRule Rule, int? AgreementVersion) : PartnerEvent;

/// <summary>The owner lets an agency in, with the rule that holds for it; or with none does not any more.</summary>
public sealed record AgencyDecided(AgencyId Agency, SharingRule? Rule, int? AgreementVersion) : PartnerEvent;

/// <summary>The owner takes back what <paramref name="Scope"/> names, for good.</summary>
public sealed record Withdrawn(Scope Scope, string? Reason) : PartnerEvent;

/// <summary>What a decision of an owner is about: feeds of one site, a site, or with neither named the whole partnership.</summary>
public sealed record Scope(SiteId? Site = null, ImmutableArray<FeedId>? Feeds = null)
{
    /// <summary>All that the partner shares.</summary>
    public static Scope Everything { get; } = new();

    /// <summary>Whether a feed falls under it.</summary>
    public bool Covers(SiteId site, FeedId feed) => Feeds is { } feeds ? feeds.Contains(feed) : Site is null || Site == site;
}

/// <summary>Somebody was invited.</summary>
public sealed record UserInvited(string Digest, PartnerRole Role, DateTimeOffset ExpiresAt) : PartnerEvent;

/// <summary>Somebody accepted an invitation, and may act for the partner from here on.</summary>
public sealed record InvitationAccepted(string Digest, string User) : PartnerEvent;

/// <summary>Somebody may do more or less than before, or with no role nothing any more.</summary>
public sealed record UserChanged(string User, PartnerRole? Role) : PartnerEvent;

/// <summary>The partner wants to be told of each access, or not.</summary>
public sealed record NoticesChosen(bool Wanted) : PartnerEvent;

/// <summary>What people call the partner, its sites and its feeds was deleted.</summary>
public sealed record PersonalDataErased : PartnerEvent;

/// <summary>Somebody asked for something of a partner and was refused.</summary>
/// <param name="Command">What was asked.</param>
/// <param name="Code">The code of why not.</param>
/// <param name="Subject">The site, feed or user it was about.</param>
public sealed record PartnerRefused(string Command, string Code, string? Subject) : PartnerEvent;
