using Dragonfly.Core.Access;
using Dragonfly.Core.Json;
using Dragonfly.Core.Places;

namespace Dragonfly.Core.Incidents;

/// <summary>Which incidents to find; what is not said does not matter.</summary>
/// <param name="Agency">Whose.</param>
/// <param name="Limit">At most so many.</param>
public sealed record IncidentSearch(AgencyId Agency, int Limit)
{
    /// <summary>Only open ones, or only closed ones.</summary>
    public bool? Open { get; init; }

    /// <summary>Only those received then or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only those received before then.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only those of this type: a registry code, upper case.</summary>
    public string? CallType { get; init; }

    /// <summary>Only those whose place is known and lies in here.</summary>
    public Circle? Near { get; init; }

    /// <summary>Only those after this place in the order by receipt, newest first: where the page before ended.</summary>
    public Cursor<IncidentId>? After { get; init; }

    /// <summary>Whether an incident is one of those to find.</summary>
    public bool Fits(Incident incident) =>
        incident.Agency == Agency
        && (Open is null || incident.IsOpen == Open)
        && !(incident.ReceivedAt < From)
        && !(incident.ReceivedAt >= To)
        && (CallType is null || incident.CallType == CallType)
        && (Near is null || (incident.Point is { } place && Near.Contains(place)))
        && (After is null || IsAfter(After, incident));

    private static bool IsAfter(Cursor<IncidentId> cursor, Incident incident) =>
        incident.ReceivedAt < cursor.At || (incident.ReceivedAt == cursor.At && string.CompareOrdinal(incident.Id.Value, cursor.Id.Value) < 0);
}
