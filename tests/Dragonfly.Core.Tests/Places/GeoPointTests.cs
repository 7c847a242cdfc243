using Dragonfly.Core.Places;
using FsCheck;
using FsCheck.Fluent;

namespace Dragonfly.Core.Tests.Places;

public sealed class GeoPointTests
{
    [Theory]
    [InlineData(0, 0, 0, 1, 111_195.08, 90)]
    [InlineData(0, 0, 1, 0, 111_195.08, 0)]
    [InlineData(35.0456, -85.3097, 33.7490, -84.3880, 166_900, 149.3)] // Chattanooga to Atlanta
    [InlineData(0, 179.5, 0, -179.5, 111_195.08, 90)]
    [InlineData(90, 0, -90, 0, 20_015_114, 180)]
    [InlineData(35, -85, 35, -85, 0, 0)]
    public void Distances_and_bearings_are_the_known_ones(double latitude, double longitude, double toLatitude, double toLongitude, double meters, double bearing)
    {
        var (from, to) = (new GeoPoint(latitude, longitude), new GeoPoint(toLatitude, toLongitude));
        from.DistanceTo(to).ShouldBe(meters, Math.Max(0.5, meters * 0.002));
        to.DistanceTo(from).ShouldBe(from.DistanceTo(to), 1e-6);
        from.BearingTo(to).ShouldBe(bearing, 0.3);
    }

    [Fact]
    public void Going_somewhere_is_the_inverse_of_looking_there() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(
        Arb.From(from latitude in Gen.Choose(-85_000, 85_000)
                 from longitude in Gen.Choose(-180_000, 180_000)
                 from bearing in Gen.Choose(0, 3_599)
                 from meters in Gen.Choose(1, 100_000)
                 select (Place: new GeoPoint(latitude / 1e3, longitude / 1e3), Bearing: bearing / 10.0, Meters: (double)meters)),
        way =>
        {
            var there = way.Place.Toward(way.Bearing, way.Meters);
            there.Longitude.ShouldBeInRange(-180, 180);
            way.Place.DistanceTo(there).ShouldBe(way.Meters, 1e-3);
            var off = Math.Abs(way.Place.BearingTo(there) - way.Bearing) % 360;
            Math.Min(off, 360 - off).ShouldBeLessThan(0.01);
        }));
}
