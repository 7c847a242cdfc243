using System.Diagnostics;
using System.Globalization;
using Dragonfly.Core.Audit;

namespace Dragonfly.Core.Unlocks;

/// <summary>Where the unlock policy stands: the sum of its timeline.</summary>
/// <param name="Policy">The policy that stands.</param>
/// <param name="Sequence">The sequence of the last entry; 0 before the first.</param>
/// <param name="Hash">The hash of the last entry.</param>
/// <param name="ChangedAt">When the last entry was written.</param>
public sealed record PolicyState(UnlockPolicy Policy, long Sequence, string Hash, DateTimeOffset ChangedAt) : ITimelineState<PolicyState>
{
    /// <summary>Its timeline.</summary>
    public static TimelineId Timeline { get; } = new("policy");

    /// <summary>Nobody has written a policy yet: the program's own stands.</summary>
    public static PolicyState Unwritten { get; } = new(UnlockPolicy.Default, 0, "", DateTimeOffset.MinValue);

    /// <inheritdoc/>
    public PolicyState Evolve(Entry entry) => new(
        entry.Event switch
        {
            PolicyRevised e => e.Policy,
            PolicyRefused => Policy,
            _ => throw new UnreachableException(entry.Event.GetType().Name),
        },
        entry.Sequence,
        entry.Hash!,
        entry.At);

    /// <summary>What comes of the wish to put a policy in the place of another, which must still be the one that stands.</summary>
    /// <param name="proposed">The policy; its version is given here, by the day and by its place on the timeline, and so never given again.</param>
    /// <param name="reason">Why.</param>
    /// <param name="replaces">The version, or versions, that it may replace.</param>
    /// <param name="at">When.</param>
    public PolicyEvent Revise(UnlockPolicy proposed, string reason, IReadOnlyCollection<string> replaces, DateTimeOffset at) => replaces.Contains(Policy.Version)
        ? new PolicyRevised(proposed with { Version = string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyy-MM-dd}.{Sequence + 1}") }, reason)
        : new PolicyRefused("policyChanged", "If-Match");
}
