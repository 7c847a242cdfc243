using Dragonfly.Core.Places;

namespace Dragonfly.Local.Replay;

/// <summary>
/// Moves a city onto another: each place keeps its distance and bearing from the center. On the sphere that is a rigid motion, so distances between any
/// two places are kept as well, which adding a difference of degrees would not do (a degree of longitude is a fifth longer in Chattanooga than in
/// Seattle).
/// </summary>
/// <param name="From">The center of the city that is moved.</param>
/// <param name="To">The center it is moved onto.</param>
public sealed record Translation(GeoPoint From, GeoPoint To)
{
    /// <summary>Downtown Seattle onto downtown Chattanooga.</summary>
    public static Translation SeattleToChattanooga { get; } = new(new(47.606, -122.332), Registry.SeededRegistry.Downtown);

    /// <summary>Where a place ends up.</summary>
    public GeoPoint Apply(GeoPoint place) => To.Toward(From.BearingTo(place), From.DistanceTo(place));
}
