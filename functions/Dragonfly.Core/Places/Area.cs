using System.Text.Json.Serialization;

namespace Dragonfly.Core.Places;

/// <summary>A part of the city; GeoJSON wherever it is written.</summary>
[JsonConverter(typeof(GeoJsonConverter))]
public abstract record Area
{
    /// <summary>The place that stands for all of it, from which distances are measured.</summary>
    public abstract GeoPoint Center { get; }

    /// <summary>Radius in meters of a circle around <see cref="Center"/> that holds all of it.</summary>
    public abstract double Reach { get; }

    /// <summary>Its size in square meters.</summary>
    public abstract double SquareMeters { get; }

    /// <summary>Whether a place lies in it; its edge belongs to it.</summary>
    public abstract bool Contains(GeoPoint place);
}

/// <summary>All that is near a place.</summary>
/// <param name="At">The middle.</param>
/// <param name="RadiusMeters">How far it reaches.</param>
public sealed record Circle(GeoPoint At, double RadiusMeters) : Area
{
    // A degree of latitude is nowhere shorter than this.
    private const double ShortestDegree = 111_000;

    /// <inheritdoc/>
    public override GeoPoint Center => At;

    /// <summary>The band of latitudes outside of which nothing of it lies.</summary>
    [JsonIgnore]
    public (double South, double North) Latitudes => (At.Latitude - (RadiusMeters / ShortestDegree), At.Latitude + (RadiusMeters / ShortestDegree));

    /// <inheritdoc/>
    public override double Reach => RadiusMeters;

    /// <inheritdoc/>
    public override double SquareMeters => Math.PI * RadiusMeters * RadiusMeters;

    /// <inheritdoc/>
    public override bool Contains(GeoPoint place) => At.DistanceTo(place) <= RadiusMeters;
}
