using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Local.Tests;

/// <summary>Views of incidents as the RTIC gets them.</summary>
internal static class Views
{
    public static readonly DateTimeOffset Start = new(2026, 11, 20, 17, 0, 0, TimeSpan.Zero);

    public static IncidentView Robbery(string number, long version, params GrantView[] grants) =>
        Incident(number, version, "ROBBERY", "qualified") with { Grants = [.. grants] };

    public static IncidentView Incident(string number, long version, string callType, string decision) => new(
        IncidentId.Of(new("cpd"), number),
        new AgencyId("cpd"),
        number,
        version,
        callType,
        IncidentStanding.Open,
        CadStatus.Active,
        new(35.0456, -85.3097, LocationKind.CurrentIncident, null, null),
        null,
        [],
        null,
        Start,
        Start,
        null,
        Start,
        "policy",
        decision,
        []);

    public static IncidentView Closed(this IncidentView view, DateTimeOffset at) => view with { Status = IncidentStanding.Closed, ClosedAt = at, ChangedAt = at };

    public static GrantView Pending(string number, int ordinal, double meters = 40) => new(
        GrantId.Of(IncidentId.Of(new("cpd"), number), ordinal),
        new($"feed-{ordinal}"),
        $"Camera {ordinal}",
        meters,
        ordinal == 1,
        GrantState.Pending,
        null,
        Start,
        null,
        Start.AddMinutes(30),
        null,
        false);

    public static GrantView Unlocked(this GrantView grant, TimeSpan after) => grant with { State = GrantState.Unlocked, UnlockedAt = Start + after };

    public static GrantView Locked(this GrantView grant, DateTimeOffset at, string reason = "incidentClosed") =>
        grant with { State = GrantState.Locked, LockedAt = at, Reason = reason };
}
