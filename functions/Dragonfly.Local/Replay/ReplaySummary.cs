namespace Dragonfly.Local.Replay;

/// <summary>What came of a replay. Distances are in meters; latencies are in milliseconds of the machine's time, whatever the speed.</summary>
public sealed record ReplaySummary
{
    /// <summary>Calls in the day.</summary>
    public required int Calls { get; init; }

    /// <summary>Messages that were not accepted, whatever the reason.</summary>
    public required int Refused { get; init; }

    /// <summary>Calls whose type unlocks feeds.</summary>
    public required int Qualified { get; init; }

    /// <summary>Qualified calls with at least one feed in range that was shared.</summary>
    public required int WithFeeds { get; init; }

    /// <summary>Grants whose feed was unlocked.</summary>
    public required int GrantsOpened { get; init; }

    /// <summary>Of those, the ones whose feed was locked again, as the video system confirmed.</summary>
    public required int GrantsClosed { get; init; }

    /// <summary>From the incident to the unlocked cameras.</summary>
    public required Percentiles? Distance { get; init; }

    /// <summary>From sending a CAD message to having its answer, as the client sees it.</summary>
    public required Percentiles? Answered { get; init; }

    /// <summary>From receipt to the end of the first push to the RTIC.</summary>
    public required Percentiles? FirstPush { get; init; }

    /// <summary>From the decision, which is made at receipt, to the video system's word that the feed is open.</summary>
    public required Percentiles? Unlocked { get; init; }

    /// <summary>From the receipt of CAD's close to the video system's word that the feed is locked.</summary>
    public required Percentiles? LockedOnClose { get; init; }

    /// <summary>From the end of a grant's time to the video system's word that the feed is locked.</summary>
    public required Percentiles? LockedOnExpiry { get; init; }

    /// <summary>Incidents that had not finished when the wait for them ended.</summary>
    public required int Unfinished { get; init; }

    /// <summary>Leases that the video system holds without a live grant.</summary>
    public required int LeftOpen { get; init; }

    /// <summary>0 when every message was accepted and nothing was left open or unfinished; else 2.</summary>
    public int ExitCode => (Refused, Unfinished, LeftOpen) is (0, 0, 0) ? 0 : 2;
}
