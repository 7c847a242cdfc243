using System.Collections.Immutable;

namespace Dragonfly.Core.Audit;

/// <summary>
/// Where an agency's timelines ended, signed: from here on none of them can be changed, cut short or left out of the log without it showing. The signature covers the
/// canonical JSON of the whole entry but for its hash and the signature itself, the hash of the checkpoint before it included, so the chain of checkpoints is signed as one.
/// </summary>
/// <param name="Agency">Whose; <see cref="TimelineId.Program"/> for what belongs to none.</param>
/// <param name="Since">It lists every timeline that has an entry of this moment or later.</param>
/// <param name="Day">The UTC day that it closes, whose timelines it lists all; null when it closes none.</param>
/// <param name="Part">A long list comes in parts, each an entry: 1 is the first.</param>
/// <param name="Parts">How many there are.</param>
/// <param name="Heads">Where timelines ended.</param>
/// <param name="KeyId">The key that signed.</param>
/// <param name="Algorithm">How: <c>ES256</c>.</param>
/// <param name="Signature">The signature in base64url.</param>
public sealed record CheckpointSigned(
    string Agency,
    DateTimeOffset Since,
    DateOnly? Day,
    int Part,
    int Parts,
    ImmutableArray<SealedHead> Heads,
    string KeyId,
    string Algorithm,
    string? Signature = null) : TimelineEvent;

/// <summary>Where a timeline ended.</summary>
/// <param name="Timeline">Which.</param>
/// <param name="Length">How many entries it had.</param>
/// <param name="Hash">The hash of the last one.</param>
/// <param name="ChangedAt">When that was written.</param>
public sealed record SealedHead(TimelineId Timeline, long Length, string Hash, DateTimeOffset ChangedAt);
