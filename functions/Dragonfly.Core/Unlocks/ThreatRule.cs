using System.Collections.Immutable;
using Dragonfly.Core.Places;

namespace Dragonfly.Core.Unlocks;

/// <summary>What a supervisor's word alone can unlock: the bounds of a public-safety threat.</summary>
/// <param name="Reasons">The call types (registry codes) that a threat may be declared for; an owner's choice of call types holds for threats too.</param>
/// <param name="MaxSquareMeters">The largest area, at most 1,000,000 m².</param>
/// <param name="MaxMinutes">The longest time to live, 1 to 240.</param>
/// <param name="ApprovalMinutes">How long it stands before a second supervisor must have approved, 1 to 10.</param>
/// <param name="MaxFeeds">How many feeds at most, 1 to 100.</param>
/// <param name="RecordClip">Whether a clip is kept from the unlock on.</param>
/// <param name="RetentionDays">How long clips are kept, 1 to 3,650 days; null is <see cref="UnlockRule.UsualRetentionDays"/>.</param>
public sealed record ThreatRule(ImmutableSortedSet<string> Reasons, int MaxSquareMeters, int MaxMinutes, int ApprovalMinutes, int MaxFeeds, bool RecordClip = false, int? RetentionDays = null)
{
    /// <summary>The rule for the feeds of a threat. They open before it is approved, and what it is limited by beside the policy is in the threat.</summary>
    /// <param name="area">Where.</param>
    /// <param name="minutes">How long.</param>
    public UnlockRule For(Area area, int minutes) => new((int)Math.Ceiling(area.Reach), minutes, MaxMinutes, MaxFeeds, RecordClip, RetentionDays: RetentionDays);
}
