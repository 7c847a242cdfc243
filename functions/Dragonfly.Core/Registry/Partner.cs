using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Registry;

/// <summary>
/// A business, organization or agency that shares feeds: the sum of its timeline, but for its feeds, which are kept one by one (<see cref="RegisteredFeed"/>).
/// Holds opaque ids and facts; names and addresses are in its <see cref="Profile"/>.
/// </summary>
public sealed record Partner
{
    /// <summary>Its id.</summary>
    public required PartnerId Id { get; init; }

    /// <summary>The sequence of the last entry; 0 before the first.</summary>
    public long Sequence { get; init; }

    /// <summary>The hash of the last entry.</summary>
    public string Hash { get; init; } = "";

    /// <summary>When the last entry was written.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>The sequence of the last entry that changed the partner itself, and not only a site, a feed, a user or a work order: its entity tag.</summary>
    public long Version { get; init; }

    /// <summary>The sequence of the last entry that changed anything of it, and was no refusal: the entity tag of all that it has.</summary>
    public long ContentVersion { get; init; }

    /// <summary>The sequence of the last entry that changed what it consents to for all its feeds.</summary>
    public long ConsentVersion { get; init; }

    /// <summary>How far it has come.</summary>
    public PartnerStatus Status { get; init; }

    /// <summary>What it signed last; null when it signed nothing.</summary>
    public Agreement? Agreement { get; init; }

    /// <summary>The rule for all its feeds, beside each one's own.</summary>
    public SharingRule Sharing { get; init; } = SharingRule.Always;

    /// <summary>The agencies it lets in, each with the rule that holds for it beside the others.</summary>
    public ImmutableSortedDictionary<AgencyId, SharingRule> Agencies { get; init; } = ImmutableSortedDictionary<AgencyId, SharingRule>.Empty;

    /// <summary>Its sites, withdrawn ones included.</summary>
    public ImmutableArray<Site> Sites { get; init; } = [];

    /// <summary>How many feeds it has that are not withdrawn.</summary>
    [JsonIgnore]
    public int FeedCount => Status is PartnerStatus.Withdrawn ? 0 : Sites.Where(site => !site.Withdrawn).Sum(site => site.FeedCount);

    /// <summary>Who may act for it.</summary>
    public ImmutableArray<PartnerUser> Users { get; init; } = [];

    /// <summary>Invitations that nobody has accepted yet.</summary>
    public ImmutableArray<Invitation> Invitations { get; init; } = [];

    /// <summary>Work that installers are asked for: all that is open, and what ended last.</summary>
    public ImmutableArray<WorkOrder> WorkOrders { get; init; } = [];

    /// <summary>It wants to be told of each access.</summary>
    public bool WantsNotices { get; init; }

    /// <summary>When it left or was declined; null while it is neither.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What people call it was deleted.</summary>
    public bool Erased { get; init; }

    /// <summary>A partner of which nothing is on record.</summary>
    public static Partner Unknown(PartnerId id) => new() { Id = id };

    /// <summary>The site with an id, or null.</summary>
    public Site? SiteOf(SiteId id) => Sites.FirstOrDefault(site => site.Id == id);

    /// <summary>The work order with an id, or null.</summary>
    public WorkOrder? WorkOrderOf(WorkOrderId id) => WorkOrders.FirstOrDefault(order => order.Id == id);

    /// <summary>Its timeline.</summary>
    [JsonIgnore]
    public TimelineId Timeline => TimelineOf(Id);

    /// <summary>The timeline of a partner.</summary>
    public static TimelineId TimelineOf(PartnerId id) => new($"partners/{id}");
}

/// <summary>How far a partner has come.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<PartnerStatus>))]
public enum PartnerStatus
{
    /// <summary>It asks to take part.</summary>
    Applied,

    /// <summary>An administrator said no.</summary>
    Declined,

    /// <summary>An administrator said yes; it has not signed yet.</summary>
    Approved,

    /// <summary>It signed: its feeds may be shared.</summary>
    Active,

    /// <summary>An administrator keeps it from sharing for now.</summary>
    Suspended,

    /// <summary>It left, for good.</summary>
    Withdrawn,
}

/// <summary>The partnership agreement as it was signed.</summary>
/// <param name="Version">Which text.</param>
/// <param name="SignedBy">Opaque id of who signed.</param>
/// <param name="SignedAt">When.</param>
/// <param name="EndsAt">When it ends unless it is signed again.</param>
public sealed record Agreement(int Version, string SignedBy, DateTimeOffset SignedAt, DateTimeOffset EndsAt);

/// <summary>Somebody who may act for a partner.</summary>
/// <param name="Id">Opaque id of the principal.</param>
/// <param name="Role">What for.</param>
/// <param name="Version">The sequence of the last entry that changed it: its entity tag.</param>
public sealed record PartnerUser(string Id, PartnerRole Role, long Version);

/// <summary>What somebody may do for a partner; each may do what the ones before may.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<PartnerRole>))]
public enum PartnerRole
{
    /// <summary>Read: the registry entry and the log of accesses.</summary>
    Viewer,

    /// <summary>Share, pause, restrict, and withdraw cameras and sites; add them.</summary>
    Manager,

    /// <summary>Sign, invite others, withdraw the partnership.</summary>
    Owner,
}

/// <summary>A way in for somebody new, to be used once.</summary>
/// <param name="Digest">SHA-256 of the code, lower-case hexadecimal: the code itself is told once and not kept.</param>
/// <param name="Role">What who accepts it becomes.</param>
/// <param name="ExpiresAt">When it is of no use any more.</param>
/// <param name="By">Opaque id of who made it: it does not outlive that one's right to.</param>
public sealed record Invitation(string Digest, PartnerRole Role, DateTimeOffset ExpiresAt, string? By = null);
