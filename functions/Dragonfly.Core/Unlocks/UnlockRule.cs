namespace Dragonfly.Core.Unlocks;

/// <summary>What a qualifying call type unlocks.</summary>
/// <param name="RadiusMeters">How near a feed must be, 1 to 5,000 m.</param>
/// <param name="Minutes">How long it stays unlocked, counted from receipt, 1 to 240.</param>
/// <param name="MaxMinutes">How long it may stay unlocked at all, extensions included, at most 1,440.</param>
/// <param name="MaxFeeds">How many feeds at most, 1 to 100.</param>
/// <param name="RecordClip">Whether a clip is kept from the unlock on.</param>
/// <param name="RequiresApproval">Whether nothing opens before a supervisor approves.</param>
/// <param name="RetentionDays">How long clips are kept, 1 to 3,650 days; null is <see cref="UsualRetentionDays"/>, which is not written, as what was written before there was such a thing.</param>
public sealed record UnlockRule(int RadiusMeters, int Minutes, int MaxMinutes, int MaxFeeds, bool RecordClip = false, bool RequiresApproval = false, int? RetentionDays = null)
{
    /// <summary>How long clips are kept where a rule does not say.</summary>
    public const int UsualRetentionDays = 30;
}
