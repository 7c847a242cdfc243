using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Dragonfly.Core.Access;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Incidents;

/// <summary>Where an incident stands: the sum of its timeline. See <see cref="IncidentState"/> for how it comes about.</summary>
public sealed record Incident
{
    /// <summary>Its id.</summary>
    public required IncidentId Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required AgencyId Agency { get; init; }

    /// <summary>The agency's number for it.</summary>
    public required string Number { get; init; }

    /// <summary>The sequence of the last entry; 0 before the first.</summary>
    public long Version { get; init; }

    /// <summary>The hash of the last entry.</summary>
    public string Hash { get; init; } = "";

    /// <summary>When the last entry was written.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>When we first heard of it.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When CAD opened it, or we first heard of it.</summary>
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>When we heard that it is over; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>What a supervisor declared; null when the incident is CAD's.</summary>
    public Threat? Threat { get; init; }

    /// <summary>Registry code; null when CAD never said.</summary>
    public string? CallType { get; init; }

    /// <summary>The last status from CAD.</summary>
    public CadStatus Status { get; init; }

    /// <summary>Where it is; null when CAD gave no coordinates.</summary>
    public GeoPoint? Point { get; init; }

    /// <summary>What <see cref="Point"/> is the location of.</summary>
    public LocationKind LocationKind { get; init; }

    /// <summary>Radius of the circle it is in.</summary>
    public double? UncertaintyMeters { get; init; }

    /// <summary>The times by which CAD's messages are put in order.</summary>
    public CadOrder Order { get; init; } = CadOrder.None;

    /// <summary>The CAD facts changed in a way that asks for a new unlock decision, which was not made yet.</summary>
    public bool DecisionDue { get; init; }

    /// <summary>Feeds that a supervisor locked; only CAD's reopening lifts it.</summary>
    public ImmutableArray<FeedId> HeldFeeds { get; init; } = [];

    /// <summary>A supervisor locked the whole incident; only CAD's reopening lifts it.</summary>
    public bool HeldLocked { get; init; }

    /// <summary>The policy version of the last decision.</summary>
    public string? PolicyVersion { get; init; }

    /// <summary>The rule of the last decision; null when it did not qualify.</summary>
    public UnlockRule? Rule { get; init; }

    /// <summary>Why the last decision came out as it did.</summary>
    public string? DecisionReason { get; init; }

    /// <summary>Every grant there was, oldest first.</summary>
    public ImmutableArray<Grant> Grants { get; init; } = [];

    /// <summary>Views under way.</summary>
    public ImmutableArray<Ticket> Tickets { get; init; } = [];

    /// <summary>Recordings that are to be kept and have no timeline of their own yet.</summary>
    public ImmutableArray<WantedClip> WantedClips { get; init => field = value.IsDefault ? [] : value; } = []; // Heads of earlier versions have none.

    /// <summary>Every bulletin there was, oldest first.</summary>
    public ImmutableArray<Bulletin> Bulletins { get; init => field = value.IsDefault ? [] : value; } = []; // Likewise.

    /// <summary>Not over.</summary>
    [JsonIgnore]
    public bool IsOpen => ClosedAt is null;

    /// <summary>A supervisor must approve something, or it will not open, or not stay.</summary>
    [JsonIgnore]
    public bool AwaitsApproval => IsOpen && (Threat is { ApprovedBy: null } || LiveGrants.Any(grant => grant.Desired is Desired.Approval));

    /// <summary>The grants that have not ended.</summary>
    [JsonIgnore]
    public IEnumerable<Grant> LiveGrants => Grants.Where(grant => grant.IsLive);

    /// <summary>The units for which there is a bulletin that stands, each once.</summary>
    [JsonIgnore]
    public IEnumerable<string> AddressedUnits => Bulletins.Where(bulletin => bulletin.Stands).SelectMany(bulletin => bulletin.Recipients).Select(recipient => recipient.Unit).Distinct();

    /// <summary>An incident nobody has reported yet.</summary>
    public static Incident Unreported(AgencyId agency, string number) => new() { Id = IncidentId.Of(agency, number), Agency = agency, Number = number };
}

/// <summary>The order of CAD's messages, by CAD's own clock.</summary>
/// <param name="Latest">The time of the newest message.</param>
/// <param name="Closed">The newest time at which CAD said that it is over.</param>
/// <param name="Reopened">The newest time at which CAD said that it is open again.</param>
/// <param name="Seen">The last messages, newest last, at most 64; older ones are stale by their time.</param>
public sealed record CadOrder(DateTimeOffset Latest, DateTimeOffset? Closed, DateTimeOffset? Reopened, ImmutableArray<SeenMessage> Seen)
{
    /// <summary>No message yet.</summary>
    public static CadOrder None { get; } = new(DateTimeOffset.MinValue, null, null, []);

    /// <summary>
    /// Whether a message comes too late to count: an older message never undoes a newer one. A close is late only against a later reopening, and where
    /// times are equal the one that locks wins.
    /// </summary>
    public bool IsLate(CadStatus status, DateTimeOffset at) => status switch
    {
        CadStatus.Closed or CadStatus.Cancelled => at < Reopened,
        CadStatus.ReOpened => at <= Closed || at < Reopened,
        _ => at < Latest,
    };

    /// <summary>The order after a message that counts.</summary>
    public CadOrder With(SeenMessage message, CadStatus status, DateTimeOffset at) => new(
        at > Latest ? at : Latest,
        status.Closes() && !(at <= Closed) ? at : Closed,
        status is CadStatus.ReOpened ? at : Reopened,
        [.. Seen.Length < 64 ? Seen : Seen[1..], message]);
}
