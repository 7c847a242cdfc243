using System.Text.Json.Serialization;
using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Json;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Clips;

/// <summary>What a clip is. A still is a clip of one picture: it is kept, looked at, held and deleted in the same way.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ClipKind>))]
public enum ClipKind
{
    /// <summary>What a feed recorded.</summary>
    Recording,

    /// <summary>One picture of a feed, taken by an investigator.</summary>
    Still,

    /// <summary>A picture from elsewhere, attached to a bulletin.</summary>
    Image,
}

/// <summary>How far a clip is.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ClipState>))]
public enum ClipState
{
    /// <summary>Wanted; the video system was not asked yet, or will be asked again.</summary>
    Requested,

    /// <summary>The video system makes it, and sends it to the store.</summary>
    Exporting,

    /// <summary>It is in the store; what it is was not looked at yet.</summary>
    Uploaded,

    /// <summary>It is what was asked for, its hash is on record, and it can be looked at.</summary>
    Available,

    /// <summary>It is not what was asked for; kept, and shown to nobody.</summary>
    Quarantined,

    /// <summary>There will be none.</summary>
    Failed,

    /// <summary>Its time is over, and it is being deleted.</summary>
    Expiring,

    /// <summary>Deleted; what is on record of it stays.</summary>
    Expired,
}

/// <summary>Where a clip stands: the sum of its timeline, which is its chain of custody.</summary>
public sealed record Clip
{
    /// <summary>Its id.</summary>
    public required ClipId Id { get; init; }

    /// <summary>What is wanted.</summary>
    public ClipWish Wish { get; init; } = ClipWish.None;

    /// <summary>The sequence of the last entry; 0 before the first.</summary>
    public long Version { get; init; }

    /// <summary>The hash of the last entry.</summary>
    public string Hash { get; init; } = "";

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>When the last entry was written.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>How far it is.</summary>
    public ClipState State { get; init; }

    /// <summary>The try that is under way, or that it came by; 0 before the first.</summary>
    public int Attempt { get; init; }

    /// <summary>Not acted on again before this; null means now.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>What went wrong with the last try, or why it was put aside: a code.</summary>
    public string? Failure { get; init; }

    /// <summary>The file, once it is in the store.</summary>
    public ClipContent? Content { get; init; }

    /// <summary>When it is deleted unless it is held; null before it is available.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Who holds it and why; null when nobody does.</summary>
    public ClipHold? Hold { get; init; }

    /// <summary>Whether the store has been told to hold it.</summary>
    public bool HeldInStore { get; init; }

    /// <summary>When its file was deleted.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Its file.</summary>
    [JsonIgnore]
    public ClipBlob Blob => new(Id, Attempt);

    /// <summary>Whether it can be looked at.</summary>
    [JsonIgnore]
    public bool IsViewable => State is ClipState.Available;

    /// <summary>A clip that nobody has asked for yet.</summary>
    public static Clip Unwanted(ClipId id) => new() { Id = id };
}

/// <summary>What is wanted of a clip, why, and on which authority. Opaque ids and codes, but for the reason.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Agency">Whose.</param>
/// <param name="Incident">For which incident.</param>
/// <param name="Grant">The grant it was taken under; null for an image, which is of no feed.</param>
/// <param name="Feed">The feed.</param>
/// <param name="Partner">Whose feed it is.</param>
/// <param name="ConsentVersion">The sequence of the entry of the owner's timeline that the grant stood on.</param>
/// <param name="PolicyVersion">The policy that the incident was decided by.</param>
/// <param name="CallType">What the incident was then thought to be.</param>
/// <param name="From">Where a recording begins; when a still was taken, by the video system's clock.</param>
/// <param name="To">Where it ends.</param>
/// <param name="RequestedBy">Opaque id of who wants it; null when the unlock policy does.</param>
/// <param name="Reason">Why: a code, or what the investigator wrote.</param>
/// <param name="RetentionDays">How long it is kept, 1 to 3,650 days.</param>
public sealed record ClipWish(
    ClipKind Kind,
    AgencyId Agency,
    IncidentId Incident,
    GrantId? Grant,
    FeedId? Feed,
    PartnerId? Partner,
    long? ConsentVersion,
    string? PolicyVersion,
    string? CallType,
    DateTimeOffset? From,
    DateTimeOffset? To,
    string? RequestedBy,
    string Reason,
    int RetentionDays)
{
    internal static ClipWish None { get; } = new(ClipKind.Recording, default, default, null, null, null, null, null, null, null, null, null, "", 0);
}

/// <summary>What is in a file.</summary>
/// <param name="Length">Its length in bytes.</param>
/// <param name="ContentType">What it is by its content, such as <c>video/mp4</c>, and not by what anybody says.</param>
/// <param name="Sha256">Lower-case hexadecimal; null until it was read.</param>
/// <param name="Seconds">How long it plays; null where its format does not say.</param>
public sealed record ClipContent(long Length, string ContentType, string? Sha256 = null, double? Seconds = null);

/// <summary>A legal hold: the clip is not deleted, by anybody, while it lasts.</summary>
/// <param name="CaseNumber">The case it is held for.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Opaque id of the supervisor.</param>
/// <param name="At">Since when.</param>
public sealed record ClipHold(string CaseNumber, string Reason, string By, DateTimeOffset At);
