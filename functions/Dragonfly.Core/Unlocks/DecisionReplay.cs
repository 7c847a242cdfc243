using System.Collections.Immutable;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;

namespace Dragonfly.Core.Unlocks;

/// <summary>What the decisions about one incident came to, and what they would have come to under another policy.</summary>
/// <param name="Before">As they are on record.</param>
/// <param name="After">As the same decider would have made them.</param>
public sealed record DecisionReplay(ReplayedUnlock Before, ReplayedUnlock After)
{
    /// <summary>Nothing was decided yet.</summary>
    public static DecisionReplay None { get; } = new(ReplayedUnlock.None, ReplayedUnlock.None);

    /// <summary>Goes on by one decision. Where approval is asked for, it counts as given.</summary>
    /// <param name="incident">The incident as it was right before the decision.</param>
    /// <param name="recorded">The decision.</param>
    /// <param name="instead">The same question, put under the other policy.</param>
    /// <param name="at">When it was decided.</param>
    public DecisionReplay With(Incident incident, UnlockDecided recorded, DecideUnlock instead, DateTimeOffset at)
    {
        var events = IncidentDecider.Decide(incident, instead, at) is Accepted accepted ? accepted.Events : [];
        var ended = events.OfType<GrantsEnded>().SelectMany(e => e.Grants).Select(grant => grant.Grant).ToHashSet();
        var kept = incident.LiveGrants.Where(grant => !ended.Contains(grant.Id)).Select(grant => grant.Feed);
        var decided = events.OfType<UnlockDecided>().FirstOrDefault();
        return new(
            Before.With(recorded, []),
            decided is null ? After : After.With(decided, kept)); // A feed that an earlier decision unlocked and this one keeps is not issued anew.
    }
}

/// <summary>What decisions came to.</summary>
/// <param name="Qualified">Whether the incident ever qualified.</param>
/// <param name="Feeds">The feeds that it was ever given.</param>
public sealed record ReplayedUnlock(bool Qualified, ImmutableHashSet<FeedId> Feeds)
{
    /// <summary>Nothing.</summary>
    public static ReplayedUnlock None { get; } = new(false, []);

    internal ReplayedUnlock With(UnlockDecided decided, IEnumerable<FeedId> kept) =>
        new(Qualified || decided.Rule is not null, Feeds.Union(kept).Union(decided.Issued.Select(issued => issued.Feed)));
}
