using System.Text.Json.Serialization;
using Dragonfly.Core.Json;
using Dragonfly.Core.Registry;

namespace Dragonfly.Core.Unlocks;

/// <summary>What a grant's lease should be.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Desired>))]
public enum Desired
{
    /// <summary>Nothing yet: a supervisor must approve first.</summary>
    Approval,

    /// <summary>Open.</summary>
    Open,

    /// <summary>Closed, for good.</summary>
    Closed,
}

/// <summary>What the lease is, as far as anybody knows.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Observed>))]
public enum Observed
{
    /// <summary>The video system holds no lease.</summary>
    Closed,

    /// <summary>A call is in flight, or its outcome was lost.</summary>
    Unknown,

    /// <summary>The video system holds the lease.</summary>
    Open,
}

/// <summary>The right to view one feed for one incident for a limited time.</summary>
public sealed record Grant
{
    /// <summary>Never used again.</summary>
    public required GrantId Id { get; init; }

    /// <summary>The feed.</summary>
    public required FeedId Feed { get; init; }

    /// <summary>Its owner.</summary>
    public required PartnerId Partner { get; init; }

    /// <summary>The version of the owner's consent it was made under.</summary>
    public required long ConsentVersion { get; init; }

    /// <summary>From the camera to the incident, rounded to 0.1 m.</summary>
    public required double DistanceMeters { get; init; }

    /// <summary>Whether the incident lies in the camera's field of view.</summary>
    public required bool InView { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Not valid from here on, whatever else happens.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What <see cref="ExpiresAt"/> comes from: <c>timeToLive</c>, <c>sharingHours</c>, <c>agreementEnded</c>, or <c>notApproved</c> for a threat.</summary>
    public required string ExpiryReason { get; init; }

    /// <summary>What the lease should be.</summary>
    public required Desired Desired { get; init; }

    /// <summary>What it is, as far as known.</summary>
    public Observed Observed { get; init; }

    /// <summary>Tries of the verb that <see cref="Desired"/> asks for.</summary>
    public int Attempt { get; init; }

    /// <summary>Not tried again before this; null means now.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>What went wrong with the last try to open it; it stays when the right ends before a try went well.</summary>
    public string? Failure { get; init; }

    /// <summary>When a supervisor approved it; null when nobody did, or had to.</summary>
    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>When the feed became viewable.</summary>
    public DateTimeOffset? UnlockedAt { get; init; }

    /// <summary>When the right ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it ended.</summary>
    public string? EndReason { get; init; }

    /// <summary>When the video system confirmed that the lease is gone.</summary>
    public DateTimeOffset? LockedAt { get; init; }

    /// <summary>Not ended yet.</summary>
    [JsonIgnore]
    public bool IsLive => Desired != Desired.Closed;

    /// <summary>How late the video system may be before it is shown.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(10);

    /// <summary>The video system owes the first open or the close for longer than <see cref="Patience"/>.</summary>
    public bool IsOverdue(DateTimeOffset now) => IsLockOverdue(now) || (Owed is VideoVerb.Open && UnlockedAt is null && now - IssuedAt > Patience);

    /// <summary>The video system has not confirmed the lock for longer than <see cref="Patience"/>.</summary>
    public bool IsLockOverdue(DateTimeOffset now) => Owed is VideoVerb.Close && now - EndedAt > Patience;

    /// <summary>The call that the video system owes us, due or not; null when the lease is as it should be.</summary>
    [JsonIgnore]
    public VideoVerb? Owed => (Desired, Observed) switch
    {
        (Desired.Open, not Observed.Open) => VideoVerb.Open,
        (Desired.Closed, not Observed.Closed) => VideoVerb.Close,
        _ => null,
    };
}
