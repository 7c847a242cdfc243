using System.Collections.Immutable;

namespace Dragonfly.Core.Places;

/// <summary>All that is inside a ring.</summary>
public sealed record Polygon : Area
{
    private readonly Plane plane;
    private readonly Plane.Edge[] edges;

    /// <summary>The inside of a ring.</summary>
    /// <param name="ring">Its corners in order, either way around; at least one, and the first is not named again as the last.</param>
    public Polygon(ImmutableArray<GeoPoint> ring)
    {
        Ring = ring;
        var middle = new GeoPoint((ring.Min(at => at.Latitude) + ring.Max(at => at.Latitude)) / 2, (ring.Min(at => at.Longitude) + ring.Max(at => at.Longitude)) / 2);
        plane = new(middle);
        edges = [.. ring.Select((corner, i) => new Plane.Edge(plane.Of(corner), plane.Of(ring[(i + 1) % ring.Length])))];
        SquareMeters = Math.Abs(edges.Sum(edge => edge.From.Cross(edge.To))) / 2;
        Center = Centroid() ?? middle;
        Reach = ring.Max(Center.DistanceTo) + 1; // On the globe an edge bulges a little beyond its ends.
    }

    /// <summary>Its corners in order.</summary>
    public ImmutableArray<GeoPoint> Ring { get; }

    /// <inheritdoc/>
    public override GeoPoint Center { get; }

    /// <inheritdoc/>
    public override double Reach { get; }

    /// <inheritdoc/>
    public override double SquareMeters { get; }

    /// <summary>The same corners in the same order.</summary>
    public bool Equals(Polygon? other) => other is not null && Ring.SequenceEqual(other.Ring);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Ring.Length, Ring[0]);

    /// <summary>Whether the ring meets itself anywhere but where one edge joins the next.</summary>
    public bool CrossesItself()
    {
        for (var i = 0; i < edges.Length; i++)
        {
            if (edges[i].IsRetracedBy(edges[(i + 1) % edges.Length])) return true;
            for (var j = i + 2; j < edges.Length; j++)
                if ((j + 1) % edges.Length != i && edges[i].Meets(edges[j])) return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public override bool Contains(GeoPoint place)
    {
        var spot = plane.Of(place);
        return edges.Any(edge => edge.Touches(spot)) || edges.Count(edge => edge.IsEastOf(spot)) % 2 == 1;
    }

    // The mean of the triangles between the plane's origin and each edge, weighted by their areas.
    private GeoPoint? Centroid()
    {
        var (sum, area) = (default(Plane.Spot), 0.0);
        foreach (var edge in edges)
        {
            var cross = edge.From.Cross(edge.To);
            (sum, area) = (sum + ((edge.From + edge.To) * cross), area + cross);
        }

        return area == 0 ? null : plane.At(sum * (1 / (3 * area)));
    }
}
