using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Registry;

namespace Dragonfly.Core.Accesses.Misuse;

/// <summary>What was found at an agency so far: up to when, for each rule and person, and for <c>repeat</c> each feed.</summary>
public sealed record MisuseState(long Sequence, string Hash, DateTimeOffset ChangedAt, ImmutableDictionary<(string Rule, string Person, FeedId? Feed), DateTimeOffset> Told)
    : ITimelineState<MisuseState>
{
    /// <summary>Nothing was found.</summary>
    public static MisuseState Unwritten { get; } = new(0, "", DateTimeOffset.MinValue, ImmutableDictionary<(string Rule, string Person, FeedId? Feed), DateTimeOffset>.Empty);

    /// <summary>An agency's findings.</summary>
    public static TimelineId TimelineOf(AgencyId agency) => new($"misuse/{agency}");

    /// <summary>Up to when uses were told of; the least of all times when none was.</summary>
    public DateTimeOffset ToldUntil(string rule, string person, FeedId? feed = null) => Told.GetValueOrDefault((rule, person, feed), DateTimeOffset.MinValue);

    /// <summary>Whether a finding counts a use that was told of before.</summary>
    public bool Knows(MisuseSuspected finding) => finding.From <= ToldUntil(finding.Rule, finding.Person, finding.Feed);

    /// <inheritdoc/>
    public MisuseState Evolve(Entry entry)
    {
        var finding = (MisuseSuspected)entry.Event;
        return new(entry.Sequence, entry.Hash!, entry.At, Told.SetItem((finding.Rule, finding.Person, finding.Feed), finding.To));
    }
}
