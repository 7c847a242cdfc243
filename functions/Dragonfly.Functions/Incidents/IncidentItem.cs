using System.Text.Json;
using System.Text.Json.Serialization;
using Dragonfly.Core.Access;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Json;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Storage;

namespace Dragonfly.Functions.Incidents;

/// <summary>
/// An incident's head. The lists of incidents are ranges of one text each, <see cref="Changed"/> and <see cref="Received"/>, so that one indexed path serves the filter, the order
/// and the place where a page ended.
/// </summary>
internal sealed record IncidentItem
{
    public string Id { get; init; } = TimelineItem.HeadId;

    public required string Timeline { get; init; }

    public string Type { get; init; } = "head";

    public string Kind { get; init; } = "incidents";

    public required string Agency { get; init; }

    public required long Length { get; init; }

    public required string StartedAt { get; init; }

    public required string ChangedAt { get; init; }

    public required string Listed { get; init; }

    public required string Changed { get; init; }

    public required string Received { get; init; }

    public required bool Open { get; init; }

    public string? CallType { get; init; }

    public double? Latitude { get; init; }

    public string? DueAt { get; init; }

    /// <summary>The feeds on which it holds a live grant; null when there are none.</summary>
    public string[]? LiveFeeds { get; init; }

    /// <summary>The units for which it has a bulletin that stands, each with the agency; null when there are none.</summary>
    public string[]? Units { get; init; }

    /// <summary>Lines of access logs, those that last among them; null when there are none. See <see cref="Accesses.HeldLines"/>.</summary>
    public AccessRecord[]? Lines { get; init; }

    [JsonConverter(typeof(CoreValue<Incident>))]
    public required Incident Head { get; init; }

    /// <summary>What CAD told: a <see cref="Core.Incidents.Cad.CadReport"/> as text, since it holds others' numbers, which a store of JSON may write in its own way.</summary>
    public string? Cad { get; init; }

    /// <summary>The head after a write.</summary>
    public static IncidentItem Of(IncidentWrite write, AccessRecord[] lines)
    {
        var incident = write.Incident;
        string[] feeds = [.. incident.LiveGrants.Select(grant => grant.Feed.Value).Distinct()];
        string[] units = [.. incident.AddressedUnits.Select(unit => UnitAs(incident.Agency, unit))];
        return new()
        {
            Timeline = incident.Id.Timeline.Value,
            Agency = incident.Agency.Value,
            Length = incident.Version,
            StartedAt = SortableTime.Of(incident.ReceivedAt),
            ChangedAt = SortableTime.Of(incident.ChangedAt),
            Listed = TimelineItem.ListedAs(incident.Agency, incident.Id.Timeline),
            Changed = ChangedAs(incident.Agency, incident.IsOpen, SortableTime.Of(incident.ChangedAt), incident.Id.Value),
            Received = ReceivedAs(incident.Agency, SortableTime.Of(incident.ReceivedAt), incident.Id.Value),
            Open = incident.IsOpen,
            CallType = incident.CallType,
            Latitude = incident.Point?.Latitude,
            DueAt = write.DueAt is { } dueAt ? SortableTime.Of(dueAt) : null,
            LiveFeeds = feeds is [] ? null : feeds,
            Units = units is [] ? null : units,
            Lines = lines is [] ? null : lines,
            Head = incident,
            Cad = write.Cad is { } cad ? JsonSerializer.Serialize(cad, CoreJson.Default.CadReport) : null,
        };
    }

    /// <summary>A unit of an agency. Two may be written alike, where names hold the bar: whoever reads looks again.</summary>
    public static string UnitAs(AgencyId agency, string unit) => $"{agency}|{unit}";

    /// <summary>A place in the list by change. No id is less than the empty one, so that a place without an id stands before all of its moment.</summary>
    public static string ChangedAs(AgencyId agency, bool open, string at, string id) => $"{agency}|{(open ? "open" : "over")}|{at}|{id}";

    /// <summary>A place in the list by receipt.</summary>
    public static string ReceivedAs(AgencyId agency, string at, string id) => $"{agency}|{at}|{id}";
}
