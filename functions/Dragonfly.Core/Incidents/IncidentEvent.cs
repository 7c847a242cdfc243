using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Incidents;

/// <summary>Something that was decided about an incident. Holds opaque ids and codes, never a name or an address; the one free text is the reason or note that a supervisor or viewer writes.</summary>
public abstract record IncidentEvent : TimelineEvent;

/// <summary>CAD reported; the message itself is kept apart, and its SHA-256 here.</summary>
public sealed record CadMessageReceived(
    AgencyId Agency,
    string Number,
    string MessageId,
    DateTimeOffset MessageTime,
    CadStatus Status,
    string? CallType,
    GeoPoint? Point,
    LocationKind? LocationKind,
    double? UncertaintyMeters,
    DateTimeOffset? OpenedAt,
    string Digest,
    string? Fingerprint = null,
    string? Beat = null) : IncidentEvent;

/// <summary>A supervisor declared a public-safety threat: an incident that CAD has no part in.</summary>
/// <param name="Agency">Whose.</param>
/// <param name="Number">Names it to people.</param>
/// <param name="Reason">The registry code of what it is about.</param>
/// <param name="Area">Where.</param>
/// <param name="ApprovalDueAt">When it ends unless another supervisor has approved it.</param>
/// <param name="EndsAt">When it ends at the latest.</param>
/// <param name="DeclaredBy">Opaque id of the supervisor.</param>
/// <param name="Note">What the code leaves out.</param>
public sealed record ThreatDeclared(
    AgencyId Agency, string Number, string Reason, Area Area, DateTimeOffset ApprovalDueAt, DateTimeOffset EndsAt, string DeclaredBy, string? Note) : IncidentEvent;

/// <summary>Another supervisor approved the threat.</summary>
public sealed record ThreatApproved(string ApprovedBy, string? Reason) : IncidentEvent;

/// <summary>The threat ends later than before.</summary>
public sealed record ThreatExtended(DateTimeOffset EndsAt, string Reason) : IncidentEvent;

/// <summary>The threat, and with it the incident, is over: <c>notApproved</c>, <c>timeToLive</c> or <c>lockedBySupervisor</c>.</summary>
public sealed record ThreatEnded(string Reason) : IncidentEvent;

/// <summary>The policy was asked whether feeds may be unlocked, and this is what it said.</summary>
/// <param name="PolicyVersion">The version of the policy that decided.</param>
/// <param name="Rule">The rule that qualified the call; null when it did not qualify.</param>
/// <param name="Reason">Why: <c>qualified</c>, or the code of what was missing.</param>
/// <param name="Issued">The grants this made.</param>
/// <param name="Refused">How many feeds in range were left out, by the code of the reason.</param>
public sealed record UnlockDecided(
    string PolicyVersion,
    UnlockRule? Rule,
    string Reason,
    ImmutableArray<IssuedGrant> Issued,
    ImmutableSortedDictionary<string, int> Refused) : IncidentEvent;

/// <summary>A grant as it was made.</summary>
public sealed record IssuedGrant(
    GrantId Grant,
    FeedId Feed,
    PartnerId Partner,
    long ConsentVersion,
    double DistanceMeters,
    bool InView,
    DateTimeOffset ExpiresAt,
    string ExpiryReason);

/// <summary>Grants ended; from this entry on they open nothing.</summary>
public sealed record GrantsEnded(ImmutableArray<EndedGrant> Grants) : IncidentEvent;

/// <summary>One ended grant and the code of why.</summary>
public sealed record EndedGrant(GrantId Grant, string Reason);

/// <summary>Grants end at another time than before: extended or approved by a supervisor, or shortened because the owner's rule changed.</summary>
public sealed record GrantsRescheduled(ImmutableArray<RescheduledGrant> Grants, string Reason) : IncidentEvent;

/// <summary>One rescheduled grant.</summary>
public sealed record RescheduledGrant(GrantId Grant, DateTimeOffset ExpiresAt, string ExpiryReason);

/// <summary>A supervisor approved grants that the policy made wait.</summary>
public sealed record GrantsApproved(ImmutableArray<GrantId> Grants, string? Reason = null) : IncidentEvent;

/// <summary>A supervisor locked one grant's feed, or with no grant named the whole incident, which then stays locked until CAD reopens it.</summary>
public sealed record LockedBySupervisor(GrantId? Grant, string Reason) : IncidentEvent;

/// <summary>The video system is being asked: from here until the outcome nobody knows what a feed's lease is.</summary>
public sealed record VideoStarted(ImmutableArray<VideoAction> Actions) : IncidentEvent;

/// <summary>What the video system answered.</summary>
public sealed record VideoFinished(ImmutableArray<VideoOutcome> Outcomes) : IncidentEvent;

/// <summary>The video system does not hold what it said it holds: whatever we believed of this lease is void, and it is asked again.</summary>
public sealed record LeaseCorrected(GrantId Grant, bool Held) : IncidentEvent;

/// <summary>Somebody may view a grant until <paramref name="ExpiresAt"/>.</summary>
public sealed record TicketIssued(TicketId Ticket, GrantId Grant, FeedId Feed, string Viewer, string Reason, DateTimeOffset ExpiresAt) : IncidentEvent;

/// <summary>The same viewer goes on.</summary>
public sealed record TicketRenewed(TicketId Ticket, DateTimeOffset ExpiresAt) : IncidentEvent;

/// <summary>Views that are over: the owner's log takes their length from here.</summary>
public sealed record ViewsEnded(ImmutableArray<EndedView> Views) : IncidentEvent;

/// <summary>One view.</summary>
/// <param name="Ticket">The ticket it was under.</param>
/// <param name="Feed">What was viewed.</param>
/// <param name="Viewer">The opaque id of who viewed.</param>
/// <param name="StartedAt">When the ticket was issued.</param>
/// <param name="EndedAt">When it was given back, ran out or was cut.</param>
/// <param name="How"><c>released</c>, <c>lapsed</c>, <c>cut</c> or <c>failed</c>.</param>
public sealed record EndedView(TicketId Ticket, FeedId Feed, string Viewer, DateTimeOffset StartedAt, DateTimeOffset EndedAt, string How);

/// <summary>Somebody took a picture of a feed, which is kept as a clip.</summary>
/// <param name="Clip">The clip.</param>
/// <param name="Grant">The grant it was taken under.</param>
/// <param name="Feed">The feed.</param>
/// <param name="Viewer">Opaque id of who took it.</param>
/// <param name="Reason">Why.</param>
/// <param name="TakenAt">When, by the video system's clock.</param>
/// <param name="Sha256">Of the picture's file, lower-case hexadecimal.</param>
public sealed record StillTaken(ClipId Clip, GrantId Grant, FeedId Feed, string Viewer, string Reason, DateTimeOffset TakenAt, string Sha256) : IncidentEvent;

/// <summary>Recordings of feeds are to be kept as clips.</summary>
public sealed record RecordingsRequested(ImmutableArray<WantedClip> Clips) : IncidentEvent;

/// <summary>Clips that were wanted have timelines of their own now.</summary>
public sealed record ClipsBegun(ImmutableArray<ClipId> Clips) : IncidentEvent;

/// <summary>Somebody asked for something and was refused.</summary>
/// <param name="Command">What was asked.</param>
/// <param name="Code">The code of why not.</param>
/// <param name="Subject">The message, grant or ticket it was about.</param>
public sealed record Refused(string Command, string Code, string? Subject) : IncidentEvent;
