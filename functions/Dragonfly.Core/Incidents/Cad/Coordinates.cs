using Dragonfly.Core.Places;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>Coordinates as CAD gives them, and what is plainly wrong with them.</summary>
internal static class Coordinates
{
    // Nobody is dispatched in the area of the Antarctic Treaty, but there the eastern United States come out when latitude and longitude are swapped.
    private const double Southernmost = -60;

    /// <summary>The members <c>latitude</c> and <c>longitude</c> of an object, in WGS 84 degrees.</summary>
    public static GeoPoint? Read(FieldReader fields, bool required)
    {
        var (north, east) = (fields.Number("latitude", -90, 90, required), fields.Number("longitude", -180, 180, required));
        if (north is not { } latitude || east is not { } longitude) return null;
        if (FaultIn(latitude, longitude) is not { } fault) return new(latitude, longitude);
        fields.Add("latitude", fault.Code, fault.Detail);
        return null;
    }

    /// <summary>What is wrong with a point; null when nothing plainly is.</summary>
    public static (string Code, string Detail)? FaultIn(double latitude, double longitude) => (latitude, longitude) switch
    {
        (0, 0) => ("nullIsland", "must not be 0 where longitude is 0 too"),
        ( >= -90 and <= 90, >= -180 and <= 180) when latitude >= Southernmost => null,
        _ when longitude is >= Southernmost and <= 90 && latitude is >= -180 and <= 180 => ("outOfRange", "must be -60 to 90, and longitude -180 to 180: are they swapped?"),
        _ => ("outOfRange", "must be -60 to 90, and longitude -180 to 180"),
    };
}
