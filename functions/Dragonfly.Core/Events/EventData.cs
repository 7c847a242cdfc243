using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Events;

/// <summary>Data of <see cref="EventType.IncidentUnlocked"/>.</summary>
/// <param name="Incident">Which.</param>
/// <param name="Agency">Whose.</param>
/// <param name="PolicyVersion">The version of the policy that decided; null when it made a supervisor approve, who now did.</param>
/// <param name="Grants">What may be viewed from now on.</param>
public sealed record IncidentUnlockedData(IncidentId Incident, AgencyId? Agency, string? PolicyVersion, ImmutableArray<GrantId> Grants);

/// <summary>Data of <see cref="EventType.FeedGranted"/>.</summary>
/// <param name="Incident">For which incident.</param>
/// <param name="Agency">Whose.</param>
/// <param name="Grant">The right's id, never used again.</param>
/// <param name="Feed">To what.</param>
/// <param name="Partner">Whose feed it is.</param>
/// <param name="ConsentVersion">The sequence of the entry of the owner's timeline that it stands on.</param>
/// <param name="ExpiresAt">When it ends unless it is moved.</param>
/// <param name="ExpiryReason">The code of why then.</param>
/// <param name="AwaitsApproval">Whether nothing may be viewed before a supervisor approves, of which <see cref="EventType.IncidentUnlocked"/> tells.</param>
public sealed record FeedGrantedData(
    IncidentId Incident,
    AgencyId? Agency,
    GrantId Grant,
    FeedId Feed,
    PartnerId Partner,
    long ConsentVersion,
    DateTimeOffset ExpiresAt,
    string ExpiryReason,
    bool AwaitsApproval);

/// <summary>Data of <see cref="EventType.FeedLocked"/>.</summary>
/// <param name="Incident">Of which incident.</param>
/// <param name="Agency">Whose.</param>
/// <param name="Grant">The right that is over; the feed is the one that its <see cref="EventType.FeedGranted"/> named.</param>
/// <param name="Reason">The code of why.</param>
public sealed record FeedLockedData(IncidentId Incident, AgencyId? Agency, GrantId Grant, string Reason);

/// <summary>Data of <see cref="EventType.ClipAvailable"/>. What it is of is the API's to say.</summary>
/// <param name="Clip">Which.</param>
/// <param name="Agency">Whose.</param>
/// <param name="Sha256">The hash of its file, lower-case hexadecimal.</param>
/// <param name="Length">The file's length in bytes.</param>
/// <param name="ContentType">What it is by its content.</param>
/// <param name="ExpiresAt">When it is deleted unless it is held.</param>
public sealed record ClipAvailableData(ClipId Clip, AgencyId? Agency, string Sha256, long Length, string ContentType, DateTimeOffset ExpiresAt);

/// <summary>Data of <see cref="EventType.ConsentChanged"/>. What the partner consents to now is the API's to say.</summary>
/// <param name="Partner">Whose.</param>
/// <param name="Change">What changed it, by the name that its entry has in the log.</param>
/// <param name="ConsentVersion">The sequence of that entry.</param>
/// <param name="Agency">The agency that it is about, when it is about one.</param>
/// <param name="Site">The site that it is about; null for all.</param>
/// <param name="Feeds">The feeds that it is about; null for all of the site, or of the partner.</param>
public sealed record ConsentChangedData(PartnerId Partner, string Change, long ConsentVersion, AgencyId? Agency = null, SiteId? Site = null, ImmutableArray<FeedId>? Feeds = null);
