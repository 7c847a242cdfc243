using Dragonfly.Core.Audit;
using Dragonfly.Core.Registry;

namespace Dragonfly.Core.Accesses.Misuse;

/// <summary>A rule found use that somebody should look at. What the figures are is said in <see cref="MisuseDetector"/>.</summary>
/// <param name="Rule"><c>repeat</c>, <c>offShift</c> or <c>volume</c>.</param>
/// <param name="Person">Opaque id of who.</param>
/// <param name="Role">The role in which.</param>
/// <param name="From">The time of the first use it counts.</param>
/// <param name="To">Uses up to here are told of by this finding, and not again by another.</param>
/// <param name="Count">Incidents for <c>repeat</c>, else views.</param>
/// <param name="Threshold">The count from which the rule speaks.</param>
/// <param name="Feed">The feed, for <c>repeat</c>.</param>
/// <param name="PeerMedian">What peers with the same role view on a day, for <c>volume</c>.</param>
public sealed record MisuseSuspected(
    string Rule, string Person, string Role, DateTimeOffset From, DateTimeOffset To, int Count, int Threshold, FeedId? Feed = null, double? PeerMedian = null) : TimelineEvent
{
    /// <summary>The finding in a sentence, for people. It says what was counted and against what.</summary>
    public string Explain() => Rule switch
    {
        "repeat" => FormattableString.Invariant($"viewed the same camera in {Count} incidents between {From:u} and {To:u}; the rule speaks from {Threshold}"),
        "offShift" => FormattableString.Invariant($"viewed {Count} times outside of the assigned shift, first at {From:u}"),
        "volume" => FormattableString.Invariant($"viewed {Count} times on {From:yyyy-MM-dd} (UTC); peers with the same role have a median of {PeerMedian:0.#} a day, and the rule speaks from {Threshold}"),
        _ => Rule,
    };
}
