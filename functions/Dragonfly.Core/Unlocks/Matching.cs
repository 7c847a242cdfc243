using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;

namespace Dragonfly.Core.Unlocks;

/// <summary>A feed that may be unlocked for a call.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="DistanceMeters">To the incident, rounded to 0.1 m.</param>
/// <param name="InView">Whether the incident lies in its field of view.</param>
/// <param name="Until">How long the owner lets it at the longest.</param>
/// <param name="Ends">What ends it then: the reason's code.</param>
public sealed record Candidate(Feed Feed, double DistanceMeters, bool InView, DateTimeOffset Until, string Ends);

/// <summary>Whether an incident qualifies.</summary>
/// <param name="Rule">The rule that qualifies it; null when none does.</param>
/// <param name="Area">Where its feeds are; null when none qualifies.</param>
/// <param name="Reason"><c>qualified</c>, or the code of what is missing.</param>
public sealed record Qualification(UnlockRule? Rule, Area? Area, string Reason)
{
    /// <summary>It does not.</summary>
    public static Qualification Not(string reason) => new(null, null, reason);
}

/// <summary>Which feeds a call may unlock.</summary>
public static class Matching
{
    /// <summary>Whether an incident qualifies, by which rule and for which area.</summary>
    public static Qualification Qualify(Incident incident, UnlockPolicy policy) => (incident, policy.RuleFor(incident.CallType)) switch
    {
        ({ IsOpen: false }, _) => Qualification.Not("incidentClosed"),
        ({ HeldLocked: true }, _) => Qualification.Not("lockedBySupervisor"),
        ({ Threat: { } threat }, _) => policy.ThreatRuleFor(incident.CallType) is { } rule
            ? new(rule.For(threat.Area, (int)(threat.EndsAt - incident.ReceivedAt).TotalMinutes), threat.Area, "qualified")
            : Qualification.Not("callTypeNotQualified"),
        ({ CallType: null }, _) => Qualification.Not("noCallType"),
        (_, null) => Qualification.Not("callTypeNotQualified"),
        ({ Point: null }, _) => Qualification.Not("noCoordinates"),
        ({ LocationKind: not (LocationKind.CurrentIncident or LocationKind.InitialIncident or LocationKind.Caller) }, _) => Qualification.Not("locationKindNotUsable"),
        (_, { } rule) when incident.UncertaintyMeters > rule.RadiusMeters => Qualification.Not("locationTooUncertain"),
        ({ Point: { } point }, { } rule) => new(rule, new Circle(point, rule.RadiusMeters), "qualified"),
    };

    /// <summary>
    /// The feeds in an area that their owners share with an agency for this call now, best first: those that see its center before those that do not, then the nearest.
    /// With them, how many were left out, by the code of the reason.
    /// </summary>
    public static (ImmutableArray<Candidate> Candidates, ImmutableSortedDictionary<string, int> Refused) Find(
        Area area, AgencyId agency, string callType, IEnumerable<Feed> near, DateTimeOffset now)
    {
        var place = area.Center;
        var candidates = new List<Candidate>();
        var refused = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var feed in near)
        {
            if (!area.Contains(feed.Place)) continue;
            var permission = feed.Permits(agency, callType, now);
            if (permission.Refusal is { } reason) refused[reason] = refused.GetValueOrDefault(reason) + 1;
            else candidates.Add(new(feed, Math.Round(feed.Place.DistanceTo(place), 1), feed.View?.Covers(feed.Place, place) ?? false, permission.Until!.Value, permission.Ends));
        }

        candidates.Sort(static (a, b) =>
            b.InView.CompareTo(a.InView) is var seen and not 0 ? seen
            : a.DistanceMeters.CompareTo(b.DistanceMeters) is var nearer and not 0 ? nearer
            : string.CompareOrdinal(a.Feed.Id.Value, b.Feed.Id.Value));
        return ([.. candidates], refused.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }
}
