using System.Globalization;
using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;

namespace Dragonfly.Conformance;

/// <summary>Cameras of partners.</summary>
public static class TestFeeds
{
    /// <summary>A camera that its owner always shares.</summary>
    public static Feed At(GeoPoint place, string id) => new(
        new(id), new($"partner-{id[^1]}"), $"Camera {id}", place, "America/New_York", new(90, 70, 60), new(1, true, SharingRule.Always));

    /// <summary>Cameras spread evenly around a place; the same seed makes the same ones.</summary>
    public static IEnumerable<Feed> Around(GeoPoint center, double radiusMeters, int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
            yield return At(center.Toward(360 * random.NextDouble(), radiusMeters * Math.Sqrt(random.NextDouble())), $"feed-{i.ToString(CultureInfo.InvariantCulture)}");
    }
}
