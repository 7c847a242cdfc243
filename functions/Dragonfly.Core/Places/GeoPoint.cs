namespace Dragonfly.Core.Places;

/// <summary>A place on the WGS 84 ellipsoid, in decimal degrees.</summary>
/// <param name="Latitude">−90 to 90, north positive.</param>
/// <param name="Longitude">−180 to 180, east positive.</param>
public readonly record struct GeoPoint(double Latitude, double Longitude)
{
    /// <summary>Mean Earth radius in meters (IUGG, R1).</summary>
    internal const double EarthRadius = 6_371_008.8;

    /// <summary>Great-circle distance in meters (haversine; within 0.5 % of the ellipsoid).</summary>
    public double DistanceTo(GeoPoint other)
    {
        var (latitude, otherLatitude) = (double.DegreesToRadians(Latitude), double.DegreesToRadians(other.Latitude));
        var halfLatitude = Math.Sin((otherLatitude - latitude) / 2);
        var halfLongitude = Math.Sin(double.DegreesToRadians(other.Longitude - Longitude) / 2);
        var a = (halfLatitude * halfLatitude) + (Math.Cos(latitude) * Math.Cos(otherLatitude) * halfLongitude * halfLongitude);
        return 2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt(a)));
    }

    /// <summary>Initial bearing to another place, degrees clockwise from north, 0 to 360.</summary>
    public double BearingTo(GeoPoint other)
    {
        var (latitude, otherLatitude) = (double.DegreesToRadians(Latitude), double.DegreesToRadians(other.Latitude));
        var turn = double.DegreesToRadians(other.Longitude - Longitude);
        var y = Math.Sin(turn) * Math.Cos(otherLatitude);
        var x = (Math.Cos(latitude) * Math.Sin(otherLatitude)) - (Math.Sin(latitude) * Math.Cos(otherLatitude) * Math.Cos(turn));
        return (double.RadiansToDegrees(Math.Atan2(y, x)) + 360) % 360;
    }

    /// <summary>The place that lies <paramref name="meters"/> away on <paramref name="bearing"/> (degrees clockwise from north).</summary>
    public GeoPoint Toward(double bearing, double meters)
    {
        var (latitude, angle, distance) = (double.DegreesToRadians(Latitude), double.DegreesToRadians(bearing), meters / EarthRadius);
        var end = Math.Asin((Math.Sin(latitude) * Math.Cos(distance)) + (Math.Cos(latitude) * Math.Sin(distance) * Math.Cos(angle)));
        var turn = Math.Atan2(Math.Sin(angle) * Math.Sin(distance) * Math.Cos(latitude), Math.Cos(distance) - (Math.Sin(latitude) * Math.Sin(end)));
        return new(double.RadiansToDegrees(end), ((Longitude + double.RadiansToDegrees(turn) + 540) % 360) - 180);
    }
}
