using System.Text.Json.Serialization;
using Dragonfly.Core.Places;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>Where CAD says the incident is.</summary>
/// <param name="Point">Coordinates; null when CAD has only an address, and then nothing is unlocked.</param>
/// <param name="Kind">What the location is the location of.</param>
/// <param name="UncertaintyMeters">Radius of the circle the incident is in, when CAD knows.</param>
/// <param name="Address">Street address; personal data, so it is kept outside the timeline.</param>
public sealed record CadLocation(GeoPoint? Point, LocationKind Kind, double? UncertaintyMeters, string? Address);

/// <summary>The location type registry of NENA-STA-021 (EIDO).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LocationKind>))]
public enum LocationKind
{
    /// <summary>Where it is now.</summary>
    CurrentIncident,

    /// <summary>Where it began.</summary>
    InitialIncident,

    /// <summary>Where the caller is.</summary>
    Caller,

    /// <summary>Where the call was routed by.</summary>
    RoutingLocation,

    /// <summary>A place under investigation.</summary>
    Investigation,

    /// <summary>Where resources gather.</summary>
    Staging,

    /// <summary>A cell tower; says nothing of where the incident is.</summary>
    TowerLocation,

    /// <summary>A unit.</summary>
    UnitLocation,

    /// <summary>Something else.</summary>
    Other,
}

/// <summary>Priority as CAD gave it.</summary>
/// <param name="Value">The value, as text.</param>
/// <param name="Scheme">Whose scale it is on; null when CAD did not say.</param>
public sealed record CadPriority(string Value, string? Scheme);
