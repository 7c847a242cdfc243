namespace Dragonfly.Core.Places;

/// <summary>
/// A plane that touches the Earth at a place: meters east and north of there. Within a few kilometers straight lines are straight and to scale on it, to
/// within 0.1 %; what is too far away for that is still far away.
/// </summary>
internal sealed class Plane(GeoPoint origin)
{
    private const double MetersPerDegree = Math.PI * GeoPoint.EarthRadius / 180;

    private readonly double metersPerDegreeEast = MetersPerDegree * Math.Cos(double.DegreesToRadians(origin.Latitude));

    public Spot Of(GeoPoint place) => new((place.Longitude - origin.Longitude) * metersPerDegreeEast, (place.Latitude - origin.Latitude) * MetersPerDegree);

    public GeoPoint At(Spot spot) => new(origin.Latitude + (spot.North / MetersPerDegree), origin.Longitude + (spot.East / metersPerDegreeEast));

    /// <summary>A place on the plane.</summary>
    internal readonly record struct Spot(double East, double North)
    {
        public static Spot operator +(Spot a, Spot b) => new(a.East + b.East, a.North + b.North);

        public static Spot operator -(Spot a, Spot b) => new(a.East - b.East, a.North - b.North);

        public static Spot operator *(Spot a, double factor) => new(a.East * factor, a.North * factor);

        /// <summary>Twice the area of the triangle between the origin and two spots, positive when it goes around counterclockwise.</summary>
        public double Cross(Spot other) => (East * other.North) - (North * other.East);

        public double Dot(Spot other) => (East * other.East) + (North * other.North);
    }

    /// <summary>A straight line from one spot to another.</summary>
    internal readonly record struct Edge(Spot From, Spot To)
    {
        // What lies nearer than a millimeter is the same place: rounding must not open a gap between a camera and the edge that it hangs on.
        private const double Touch = 0.001;

        public bool Touches(Spot spot)
        {
            var (along, away) = (To - From, spot - From);
            var part = along.Dot(along) is > 0 and var length ? Math.Clamp(away.Dot(along) / length, 0, 1) : 0;
            var off = away - (along * part);
            return double.Hypot(off.East, off.North) <= Touch;
        }

        public bool Meets(Edge other) =>
            Touches(other.From) || Touches(other.To) || other.Touches(From) || other.Touches(To)
            || (IsLeft(other.From) != IsLeft(other.To) && other.IsLeft(From) != other.IsLeft(To));

        /// <summary>Whether the edge that begins where this one ends goes back over it.</summary>
        public bool IsRetracedBy(Edge next) => Touches(next.To) || next.Touches(From);

        /// <summary>Whether a line due east from a spot crosses this edge.</summary>
        public bool IsEastOf(Spot spot) => From.North > spot.North != To.North > spot.North && IsLeft(spot) == To.North > From.North;

        private bool IsLeft(Spot spot) => (To - From).Cross(spot - From) > 0;
    }
}
