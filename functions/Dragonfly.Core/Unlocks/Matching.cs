using System.Collections.Immutable;
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
public sealed record Candidate(Feed Feed, double DistanceMeters, bool InView, DateTimeOffset Until);

/// <summary>Which feeds a call may unlock.</summary>
public static class Matching
{
    /// <summary>The rule that qualifies an incident, or the code of why none does.</summary>
    public static (UnlockRule? Rule, string Reason) Qualify(Incident incident, UnlockPolicy policy) => incident switch
    {
        { IsOpen: false } => (null, "incidentClosed"),
        { HeldLocked: true } => (null, "lockedBySupervisor"),
        { CallType: null } => (null, "noCallType"),
        _ when policy.RuleFor(incident.CallType) is not { } rule => (null, "callTypeNotQualified"),
        { Point: null } => (null, "noCoordinates"),
        { LocationKind: not (LocationKind.CurrentIncident or LocationKind.InitialIncident or LocationKind.Caller) } => (null, "locationKindNotUsable"),
        _ when incident.UncertaintyMeters > policy.RuleFor(incident.CallType)!.RadiusMeters => (null, "locationTooUncertain"),
        _ => (policy.RuleFor(incident.CallType), "qualified"),
    };

    /// <summary>
    /// The feeds in the rule's radius that their owners share for this call now, best first: those that see the place before those that do not, then the
    /// nearest. With them, how many were left out, by the code of the reason.
    /// </summary>
    public static (ImmutableArray<Candidate> Candidates, ImmutableSortedDictionary<string, int> Refused) Find(
        GeoPoint place, string callType, UnlockRule rule, IEnumerable<Feed> near, DateTimeOffset now)
    {
        var candidates = new List<Candidate>();
        var refused = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var feed in near)
        {
            var distance = feed.Place.DistanceTo(place);
            if (distance > rule.RadiusMeters) continue;
            var permission = feed.Permits(callType, now);
            if (permission.Refusal is { } reason) refused[reason] = refused.GetValueOrDefault(reason) + 1;
            else candidates.Add(new(feed, Math.Round(distance, 1), feed.View?.Covers(feed.Place, place) ?? false, permission.Until!.Value));
        }

        candidates.Sort(static (a, b) =>
            b.InView.CompareTo(a.InView) is var seen and not 0 ? seen
            : a.DistanceMeters.CompareTo(b.DistanceMeters) is var nearer and not 0 ? nearer
            : string.CompareOrdinal(a.Feed.Id.Value, b.Feed.Id.Value));
        return ([.. candidates], refused.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }
}
