using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Places;

namespace Dragonfly.Core.Registry;

/// <summary>Something that somebody wants of a partner.</summary>
public abstract record PartnerCommand
{
    /// <summary>
    /// The versions of what it is about that its author may have read; null when whatever stands now will do. Where it is about several feeds, none of them may
    /// have changed after the newest of these.
    /// </summary>
    public ImmutableArray<long>? Expected { get; init; }
}

/// <summary>Asks to take part.</summary>
public sealed record Apply(Profile Profile) : PartnerCommand;

/// <summary>Lets a partner in, and invites its first owner.</summary>
/// <param name="Agencies">The agencies that the agreement will let in.</param>
/// <param name="Invitation">For the first owner.</param>
public sealed record ApprovePartner(ImmutableArray<AgencyId> Agencies, Invitation Invitation) : PartnerCommand;

/// <summary>Does not let a partner in.</summary>
public sealed record DeclinePartner(string Reason) : PartnerCommand;

/// <summary>Keeps a partner from sharing for now.</summary>
public sealed record SuspendPartner(string Reason) : PartnerCommand;

/// <summary>Lets it share again.</summary>
public sealed record ReinstatePartner(string Reason) : PartnerCommand;

/// <summary>Signs the agreement.</summary>
/// <param name="Version">The text that is signed.</param>
/// <param name="Current">The text that the program asks for.</param>
/// <param name="EndsAt">When it ends.</param>
public sealed record SignAgreement(int Version, int Current, DateTimeOffset EndsAt) : PartnerCommand;

/// <summary>Changes who the partner is to people; the labels of its sites stay.</summary>
public sealed record ChangeProfile(Profile Profile) : PartnerCommand;

/// <summary>Adds a site.</summary>
public sealed record AddSite(SiteId Site, SiteFacts Facts, SiteLabel Label) : PartnerCommand;

/// <summary>Changes a site.</summary>
public sealed record ChangeSite(SiteId Site, SiteFacts Facts, SiteLabel Label) : PartnerCommand;

/// <summary>Adds feeds to a site, none of them shared yet.</summary>
/// <param name="Site">Where.</param>
/// <param name="Feeds">Which.</param>
/// <param name="Taken">Those of their external references that other feeds of the partner have.</param>
public sealed record AddFeeds(SiteId Site, ImmutableArray<NewFeed> Feeds, IReadOnlySet<string> Taken) : PartnerCommand;

/// <summary>A feed to add.</summary>
public sealed record NewFeed(FeedId Id, FeedFacts Facts, FeedLabel Label);

/// <summary>Changes a feed.</summary>
/// <param name="Feed">Which; it must be at hand.</param>
/// <param name="Facts">What it is.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Taken">Its external reference, when another feed of the partner has it.</param>
public sealed record ChangeFeed(FeedId Feed, FeedFacts Facts, FeedLabel Label, IReadOnlySet<string> Taken) : PartnerCommand;

/// <summary>Sets the owner's rule.</summary>
/// <param name="Scope">For what; feeds must be at hand.</param>
/// <param name="Rule">The rule.</param>
public sealed record DecideSharing(Scope Scope, SharingRule Rule) : PartnerCommand;

/// <summary>Lets an agency in with a rule, or with none does not any more.</summary>
public sealed record DecideAgency(AgencyId Agency, SharingRule? Rule) : PartnerCommand;

/// <summary>Takes back for good what is named; feeds must be at hand. What was taken back before is no fault.</summary>
public sealed record Withdraw(Scope Scope, string? Reason) : PartnerCommand;

/// <summary>Invites somebody.</summary>
/// <param name="Invitation">The invitation.</param>
/// <param name="ByAdministrator">An administrator does, who may invite an owner only, and only while there is none.</param>
public sealed record Invite(Invitation Invitation, bool ByAdministrator) : PartnerCommand;

/// <summary>Accepts an invitation.</summary>
public sealed record AcceptInvitation(string Digest, string User) : PartnerCommand;

/// <summary>Lets somebody do more or less, or with no role nothing any more.</summary>
public sealed record ChangeUser(string User, PartnerRole? Role) : PartnerCommand;

/// <summary>Chooses whether to be told of each access.</summary>
public sealed record ChooseNotices(bool Wanted) : PartnerCommand;

/// <summary>Deletes what people call a partner that has left, its sites and its feeds; all feeds must be at hand.</summary>
public sealed record ErasePersonalData : PartnerCommand;
