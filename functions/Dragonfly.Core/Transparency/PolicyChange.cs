using System.Collections.Immutable;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Transparency;

/// <summary>One change of the unlock policy, as the public may read it: what it says, not the author's words for why.</summary>
/// <param name="At">When.</param>
/// <param name="Version">The version that stood from then on.</param>
/// <param name="Added">Call types that unlock since.</param>
/// <param name="Removed">Call types that do not any more.</param>
/// <param name="Sequence">The entry of the policy's timeline that it is.</param>
public sealed record PolicyChange(DateTimeOffset At, string Version, ImmutableArray<string> Added, ImmutableArray<string> Removed, long Sequence)
{
    /// <summary>The changes in a year.</summary>
    /// <param name="timeline">The policy's timeline from its first entry on.</param>
    /// <param name="year">Which, UTC.</param>
    public static ImmutableArray<PolicyChange> In(IEnumerable<Entry> timeline, int year)
    {
        var (changes, before) = (ImmutableArray.CreateBuilder<PolicyChange>(), PolicyState.Unwritten.Policy);
        foreach (var entry in timeline)
        {
            if (entry.Event is not PolicyRevised { Policy: var after }) continue;
            if (entry.At.UtcDateTime.Year == year) changes.Add(new(entry.At, after.Version, [.. after.Rules.Keys.Except(before.Rules.Keys)], [.. before.Rules.Keys.Except(after.Rules.Keys)], entry.Sequence));
            before = after;
        }

        return changes.DrainToImmutable();
    }
}
