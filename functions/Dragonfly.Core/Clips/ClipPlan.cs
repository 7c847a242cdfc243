namespace Dragonfly.Core.Clips;

/// <summary>What a clip wants done.</summary>
public enum ClipAction
{
    /// <summary>Nothing now.</summary>
    None,

    /// <summary>Ask the video system to make it.</summary>
    Export,

    /// <summary>Look whether its file has come, or never will.</summary>
    Look,

    /// <summary>Read its file.</summary>
    Verify,

    /// <summary>Tell the store whether to hold it.</summary>
    KeepHold,

    /// <summary>Decide whether its time is over.</summary>
    Expire,

    /// <summary>Delete its file.</summary>
    Delete,
}

/// <summary>What a clip wants done now, and when it next wants something. There is no other schedule.</summary>
/// <param name="Due">What to do now.</param>
/// <param name="DueAt">When there is next something to do, which may be now; null when nothing is left.</param>
public sealed record ClipPlan(ClipAction Due, DateTimeOffset? DueAt)
{
    /// <summary>How many times the video system is asked.</summary>
    public const int MostAttempts = 12;

    /// <summary>How long the video system may take to send a file before it is asked how far it is.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a file that is being read belongs to whoever reads it: an hour of video at 300 MB/s is read in seconds, and over a network in minutes.</summary>
    public static TimeSpan Claim { get; } = TimeSpan.FromMinutes(10);

    /// <summary>How long until the next try after the <paramref name="attempt"/>th: a minute, doubled up to an hour; the video system remembers a lease for a day.</summary>
    public static TimeSpan After(int attempt) => TimeSpan.FromMinutes(Math.Min(60, 1 << Math.Clamp(attempt - 1, 0, 6)));

    /// <summary>The plan for a clip.</summary>
    public static ClipPlan For(Clip clip, DateTimeOffset now)
    {
        // A hold goes before everything: what is to be held must be held in the store as well.
        if (clip.Content is not null && clip.State is not (ClipState.Expiring or ClipState.Expired) && clip.Hold is not null != clip.HeldInStore) return new(ClipAction.KeepHold, now);
        var (action, at) = clip switch
        {
            { Version: 0 } => (ClipAction.None, null),
            { State: ClipState.Requested, Wish.Kind: ClipKind.Recording } => (ClipAction.Export, clip.RetryAt ?? now),
            { State: ClipState.Exporting } => (ClipAction.Look, clip.RetryAt ?? now),
            { State: ClipState.Uploaded } => (ClipAction.Verify, clip.RetryAt ?? now),
            { State: ClipState.Available or ClipState.Quarantined, Hold: null, ExpiresAt: { } end } => (ClipAction.Expire, end),
            { State: ClipState.Expiring } => (ClipAction.Delete, now),
            _ => (ClipAction.None, (DateTimeOffset?)null),
        };
        return new(at <= now ? action : ClipAction.None, at);
    }
}
