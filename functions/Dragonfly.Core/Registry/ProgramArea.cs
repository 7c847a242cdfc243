using System.Globalization;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Places;

namespace Dragonfly.Core.Registry;

/// <summary>Where the program is: what lies outside is a slip of the pen, such as a camera at sea.</summary>
/// <param name="Center">Its middle.</param>
/// <param name="RadiusMeters">How far it goes.</param>
public sealed record ProgramArea(GeoPoint Center, double RadiusMeters)
{
    /// <summary>Reads a place: <c>{"latitude": …, "longitude": …}</c>; each fault is noted.</summary>
    public GeoPoint? Read(FieldReader fields, string name)
    {
        if (fields.Object(name, required: true) is not { } place) return null;
        place.KnowsOnly("latitude", "longitude");
        if (Coordinates.Read(place, required: true) is not { } point) return null;
        if (FaultIn(point) is not { } fault) return point;
        fields.Add(name, fault.Code, fault.Detail);
        return null;
    }

    /// <summary>What is wrong with a place; null when it is within the area.</summary>
    public (string Code, string Detail)? FaultIn(GeoPoint point) => Center.DistanceTo(point) <= RadiusMeters ? null
        : ("outsideProgramArea", string.Create(CultureInfo.InvariantCulture, $"must lie within {RadiusMeters / 1_000:0.#} km of {Center.Latitude}, {Center.Longitude}, where the program is"));
}
