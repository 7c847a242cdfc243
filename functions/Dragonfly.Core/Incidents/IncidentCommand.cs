using System.Collections.Immutable;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Incidents;

/// <summary>Something that is asked of an incident. Whatever the decision needs to know comes with it.</summary>
public abstract record IncidentCommand;

/// <summary>CAD reports.</summary>
/// <param name="Message">What it says.</param>
/// <param name="Digest">SHA-256 of the whole message, lower-case hexadecimal.</param>
public sealed record ReceiveMessage(CadMessage Message, string Digest) : IncidentCommand;

/// <summary>A supervisor declares a public-safety threat. That makes an incident; the same reason and area under the same number are its repetition.</summary>
/// <param name="Reason">A registry call type code that the policy lists.</param>
/// <param name="Area">Where.</param>
/// <param name="Minutes">How long at the longest.</param>
/// <param name="Note">What the code leaves out.</param>
/// <param name="DeclaredBy">Opaque id of the supervisor.</param>
/// <param name="Policy">The policy that stands.</param>
public sealed record DeclareThreat(string Reason, Area Area, int Minutes, string? Note, string DeclaredBy, UnlockPolicy Policy) : IncidentCommand;

/// <summary>Decide what to unlock.</summary>
/// <param name="Policy">The policy that stands.</param>
/// <param name="Near">Every feed within the rule's radius, whatever its consent.</param>
public sealed record DecideUnlock(UnlockPolicy Policy, IReadOnlyList<Feed> Near) : IncidentCommand;

/// <summary>Notice what time and owners did: lapsed tickets, grants that ran out, consent that no longer stands.</summary>
/// <param name="Feeds">The feeds of the live grants as they are now; one that is gone ends its grants.</param>
public sealed record Tick(IReadOnlyList<Feed> Feeds) : IncidentCommand;

/// <summary>Claim calls to the video system before they are made.</summary>
public sealed record StartVideo(ImmutableArray<VideoAction> Actions) : IncidentCommand;

/// <summary>Record what came of them.</summary>
public sealed record FinishVideo(ImmutableArray<VideoOutcome> Outcomes) : IncidentCommand;

/// <summary>A viewer wants to look.</summary>
/// <param name="Ticket">The new ticket's id.</param>
/// <param name="Grant">What to look at.</param>
/// <param name="Viewer">Opaque id of who looks.</param>
/// <param name="Reason">Why; null means the incident's call type.</param>
/// <param name="Feed">The feed as it is now; null when it is gone.</param>
public sealed record IssueTicket(TicketId Ticket, GrantId Grant, string Viewer, string? Reason, Feed? Feed) : IncidentCommand;

/// <summary>The viewer goes on looking.</summary>
public sealed record RenewTicket(TicketId Ticket, string Viewer, Feed? Feed) : IncidentCommand;

/// <summary>The viewer looks away (<c>released</c>), or the video system would not show anything (<c>failed</c>).</summary>
public sealed record EndTicket(TicketId Ticket, string Viewer, string How) : IncidentCommand;

/// <summary>A viewer took a picture. It is decided before it is taken, and again with what was taken.</summary>
/// <param name="Clip">The new clip's id.</param>
/// <param name="Grant">Of what.</param>
/// <param name="Viewer">Opaque id of who took it.</param>
/// <param name="Reason">Why; null means the incident's call type.</param>
/// <param name="Feed">The feed as it is now; null when it is gone.</param>
/// <param name="TakenAt">When.</param>
/// <param name="Sha256">Of the picture.</param>
public sealed record TakeStill(ClipId Clip, GrantId Grant, string Viewer, string? Reason, Feed? Feed, DateTimeOffset TakenAt, string Sha256) : IncidentCommand;

/// <summary>An investigator wants a recording.</summary>
/// <param name="Clip">The new clip's id.</param>
/// <param name="Grant">Of what.</param>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="RequestedBy">Opaque id of who wants it.</param>
/// <param name="Reason">Why; null means the incident's call type.</param>
/// <param name="Feed">The feed as it is now; null when it is gone.</param>
public sealed record RequestRecording(ClipId Clip, GrantId Grant, DateTimeOffset From, DateTimeOffset To, string RequestedBy, string? Reason, Feed? Feed) : IncidentCommand;

/// <summary>Clips that were wanted have timelines of their own now.</summary>
public sealed record NoteClipsBegun(ImmutableArray<ClipId> Clips) : IncidentCommand;

/// <summary>A supervisor wants the feeds for longer.</summary>
/// <param name="Minutes">How much longer.</param>
/// <param name="Reason">Why.</param>
/// <param name="Feeds">The feeds of the live grants as they are now.</param>
public sealed record Extend(int Minutes, string Reason, IReadOnlyList<Feed> Feeds) : IncidentCommand;

/// <summary>A supervisor locks a feed, or everything.</summary>
public sealed record LockFeeds(GrantId? Grant, string Reason) : IncidentCommand;

/// <summary>A supervisor approves what waits for it: grants, or a threat that another one declared.</summary>
/// <param name="ApprovedBy">Opaque id of the supervisor.</param>
/// <param name="Reason">Why, if there is more to say than that it is right.</param>
/// <param name="Feeds">The feeds of the live grants as they are now.</param>
public sealed record Approve(string ApprovedBy, string? Reason, IReadOnlyList<Feed> Feeds) : IncidentCommand;

/// <summary>The program does not permit what runs on a feed: its grants end, for the reason that is given by its code.</summary>
public sealed record CutFeed(FeedId Feed, string Reason) : IncidentCommand;

/// <summary>The video system was seen to hold a lease, or not to, against what we thought.</summary>
public sealed record CorrectLease(GrantId Grant, bool Held) : IncidentCommand;
