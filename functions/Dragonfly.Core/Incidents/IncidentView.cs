using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Dragonfly.Core.Access;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Json;
using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Incidents;

/// <summary>An incident as the RTIC sees it, over HTTP and on the hub alike. A client replaces what it has when <see cref="Version"/> is greater.</summary>
public sealed record IncidentView(
    IncidentId IncidentId,
    AgencyId Agency,
    string Number,
    long Version,
    string? CallType,
    IncidentStanding Status,
    CadStatus CadStatus,
    LocationView? Location,
    string? Beat,
    ImmutableArray<CadUnit> Units,
    CadPriority? Priority,
    DateTimeOffset ReceivedAt,
    DateTimeOffset OpenedAt,
    DateTimeOffset? ClosedAt,
    DateTimeOffset ChangedAt,
    string? PolicyVersion,
    string? Decision,
    ImmutableArray<GrantView> Grants,
    IncidentSource Source = IncidentSource.Cad,
    ThreatView? Threat = null,
    bool AwaitingApproval = false,
    ImmutableArray<BulletinView>? Bulletins = null)
{
    /// <summary>The view of an incident.</summary>
    /// <param name="stored">The incident.</param>
    /// <param name="feeds">The feeds of its grants, for their names; one that is gone shows its id.</param>
    /// <param name="now">The moment it is seen at.</param>
    public static IncidentView Of(StoredIncident stored, IReadOnlyCollection<Feed> feeds, DateTimeOffset now)
    {
        var (incident, cad) = (stored.Incident, stored.Cad?.Message);
        var names = feeds.ToDictionary(feed => feed.Id, feed => feed.Name);
        return new(
            incident.Id,
            incident.Agency,
            incident.Number,
            incident.Version,
            incident.CallType,
            incident.IsOpen ? IncidentStanding.Open : IncidentStanding.Closed,
            incident.Status,
            LocationView.Of(incident, cad?.Location?.Address),
            cad?.Beat,
            cad?.Units ?? [],
            cad?.Priority,
            incident.ReceivedAt,
            incident.OpenedAt,
            incident.ClosedAt,
            incident.ChangedAt,
            incident.PolicyVersion,
            incident.DecisionReason,
            [.. incident.Grants.Select(grant => GrantView.Of(grant, names.GetValueOrDefault(grant.Feed, grant.Feed.Value), now))],
            incident.Threat is null ? IncidentSource.Cad : IncidentSource.Supervisor,
            ThreatView.Of(incident),
            incident.AwaitsApproval,
            [.. incident.Bulletins.Select(BulletinView.Of)]);
    }
}

/// <summary>Open or closed.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<IncidentStanding>))]
public enum IncidentStanding
{
    /// <summary>CAD has not said that it is over.</summary>
    Open,

    /// <summary>It is over.</summary>
    Closed,
}

/// <summary>Who says that there is an incident.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<IncidentSource>))]
public enum IncidentSource
{
    /// <summary>A CAD system.</summary>
    Cad,

    /// <summary>A supervisor, who declared a public-safety threat.</summary>
    Supervisor,
}

/// <summary>What a supervisor declared.</summary>
/// <param name="Reason">The registry code of what it is about.</param>
/// <param name="Area">Where, as GeoJSON.</param>
/// <param name="DeclaredBy">Opaque id of the supervisor.</param>
/// <param name="ApprovedBy">Opaque id of the other supervisor who approved it; absent until then.</param>
/// <param name="ApprovalDueAt">When it ends unless another supervisor has approved it.</param>
/// <param name="EndsAt">When it ends at the latest.</param>
/// <param name="EndReason">Why it ended; absent until then.</param>
public sealed record ThreatView(string Reason, Area Area, string DeclaredBy, string? ApprovedBy, DateTimeOffset ApprovalDueAt, DateTimeOffset EndsAt, string? EndReason)
{
    internal static ThreatView? Of(Incident incident) => incident.Threat is { } threat
        ? new(incident.CallType!, threat.Area, threat.DeclaredBy, threat.ApprovedBy, threat.ApprovalDueAt, threat.EndsAt, threat.EndReason)
        : null;
}

/// <summary>Where it is.</summary>
public sealed record LocationView(double? Latitude, double? Longitude, LocationKind Kind, double? UncertaintyMeters, string? Address)
{
    internal static LocationView? Of(Incident incident, string? address) => incident.Point is null && address is null
        ? null
        : new(incident.Point?.Latitude, incident.Point?.Longitude, incident.LocationKind, incident.UncertaintyMeters, address);
}

/// <summary>One feed's grant as the RTIC sees it.</summary>
/// <param name="GrantId">Its id.</param>
/// <param name="FeedId">The feed.</param>
/// <param name="FeedName">What people call the camera.</param>
/// <param name="DistanceMeters">From the incident.</param>
/// <param name="InView">Whether the incident lies in its field of view.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Reason">Why it ended, or what the video system last failed with.</param>
/// <param name="IssuedAt">When it was decided.</param>
/// <param name="UnlockedAt">When it became viewable.</param>
/// <param name="ExpiresAt">Not viewable from here on.</param>
/// <param name="LockedAt">When the video system confirmed that it is locked.</param>
/// <param name="Overdue">The video system owes us an open or a close for more than ten seconds.</param>
public sealed record GrantView(
    GrantId GrantId,
    FeedId FeedId,
    string FeedName,
    double DistanceMeters,
    bool InView,
    GrantState State,
    string? Reason,
    DateTimeOffset IssuedAt,
    DateTimeOffset? UnlockedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? LockedAt,
    bool Overdue)
{
    internal static GrantView Of(Grant grant, string feedName, DateTimeOffset now) => new(
        grant.Id,
        grant.Feed,
        feedName,
        grant.DistanceMeters,
        grant.InView,
        StateOf(grant),
        grant.EndReason ?? grant.Failure,
        grant.IssuedAt,
        grant.UnlockedAt,
        grant.ExpiresAt,
        grant.LockedAt,
        grant.IsOverdue(now));

    private static GrantState StateOf(Grant grant) => grant switch
    {
        { Desired: Desired.Approval } => GrantState.AwaitingApproval,
        { Desired: Desired.Open, UnlockedAt: null } => GrantState.Pending,
        { Desired: Desired.Open } => GrantState.Unlocked,
        { Observed: not Observed.Closed } => GrantState.Locking,
        { UnlockedAt: null, Failure: not null } => GrantState.Failed,
        _ => GrantState.Locked,
    };
}

/// <summary>Where a grant stands.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<GrantState>))]
public enum GrantState
{
    /// <summary>A supervisor must approve before it opens.</summary>
    AwaitingApproval,

    /// <summary>Decided, not viewable yet.</summary>
    Pending,

    /// <summary>Viewable with a ticket.</summary>
    Unlocked,

    /// <summary>Not viewable any more; the video system has not confirmed yet.</summary>
    Locking,

    /// <summary>Locked, and confirmed.</summary>
    Locked,

    /// <summary>Locked, and never was viewable because the video system failed.</summary>
    Failed,
}
