using Dragonfly.Core.Access;
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

    /// <summary>Only those after this place in the order: where the page before ended. Neither what comes in nor what changes moves it.</summary>
    public ReceiptCursor? After { get; init; }

    /// <summary>Whether an incident is one of those to find.</summary>
    public bool Fits(Incident incident) =>
        incident.Agency == Agency
        && (Open is null || incident.IsOpen == Open)
        && !(incident.ReceivedAt < From)
        && !(incident.ReceivedAt >= To)
        && (CallType is null || incident.CallType == CallType)
        && (Near is null || (incident.Point is { } place && Near.Contains(place)))
        && (After is null || After.IsBefore(incident));
}

/// <summary>A place in the order of incidents by receipt, newest first.</summary>
public sealed record ReceiptCursor(DateTimeOffset ReceivedAt, IncidentId Id)
{
    /// <summary>Where an incident stands.</summary>
    public static ReceiptCursor Of(Incident incident) => new(incident.ReceivedAt, incident.Id);

    internal bool IsBefore(Incident incident) =>
        incident.ReceivedAt < ReceivedAt || (incident.ReceivedAt == ReceivedAt && string.CompareOrdinal(incident.Id.Value, Id.Value) < 0);
}
