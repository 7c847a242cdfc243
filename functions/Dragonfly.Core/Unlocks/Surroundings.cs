using System.Collections.Immutable;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;

namespace Dragonfly.Core.Unlocks;

/// <summary>
/// The feeds that a map of an incident shows, locked or not: those near by whose owners share them with the incident's agency at present, and those it has a live
/// grant for. A feed whose owner opted out is not among them.
/// </summary>
public static class Surroundings
{
    /// <summary>How far around an incident feeds are shown at least.</summary>
    public const double LeastMeters = 500;

    /// <summary>How many feeds are shown at most.</summary>
    public const int Most = 200;

    /// <summary>Where they are: within <see cref="LeastMeters"/>, and as far as the incident may unlock feeds; null when nobody knows where it is.</summary>
    public static Circle? Of(Incident incident, UnlockPolicy policy) => incident.Point is { } place
        ? new(place, Math.Max(LeastMeters, incident.Threat?.Area.Reach ?? policy.RuleFor(incident.CallType)?.RadiusMeters ?? 0))
        : null;

    /// <summary>Those to show, nearest first. Where there are too many the granted ones stay, and the nearest of the others.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="feeds">The feeds near it and those of its live grants, each once or more.</param>
    /// <param name="now">The moment asked about.</param>
    public static ImmutableArray<IncidentFeed> Find(Incident incident, IEnumerable<Feed> feeds, DateTimeOffset now)
    {
        var granted = incident.LiveGrants.DistinctBy(grant => grant.Feed).ToDictionary(grant => grant.Feed, grant => grant.DistanceMeters);
        return
        [
            .. feeds.DistinctBy(feed => feed.Id)
                .Where(feed => granted.ContainsKey(feed.Id) || feed.Consent.SharesWith(incident.Agency, now))
                .Select(feed => new IncidentFeed(feed.Id, feed.Name, feed.Place, feed.View, DistanceOf(feed)))
                .OrderByDescending(feed => granted.ContainsKey(feed.FeedId)).ThenBy(feed => feed.DistanceMeters).ThenBy(feed => feed.FeedId.Value, StringComparer.Ordinal)
                .Take(Most)
                .OrderBy(feed => feed.DistanceMeters).ThenBy(feed => feed.FeedId.Value, StringComparer.Ordinal),
        ];

        // Where nobody knows any more where it is, it is as far as when the grant was decided.
        double DistanceOf(Feed feed) => incident.Point is { } place ? Math.Round(feed.Place.DistanceTo(place), 1) : granted.GetValueOrDefault(feed.Id);
    }
}
