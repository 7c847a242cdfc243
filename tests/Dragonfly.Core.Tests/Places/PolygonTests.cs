using Dragonfly.Conformance;
using Dragonfly.Core.Places;
using FsCheck;
using FsCheck.Fluent;
using NetTopologySuite.Geometries;
using Polygon = Dragonfly.Core.Places.Polygon;

namespace Dragonfly.Core.Tests.Places;

/// <summary>Beside NetTopologySuite, on meters east and north of downtown.</summary>
public sealed class PolygonTests
{
    // Corners on a grid of 50 m: rings that cross, touch and fold back are as frequent as rings that do not.
    private static readonly Gen<int> OnGrid = Gen.Choose(-6, 6).Select(step => 50 * step);

    private static readonly Arbitrary<(int East, int North)[]> Rings = Arb.From(
        from length in Gen.Choose(3, 7)
        from corners in (from east in OnGrid from north in OnGrid select (east, north)).ArrayOf(length)
        where corners.Distinct().Count() == length
        select corners);

    // Corners around the middle in order: no such ring crosses itself.
    private static readonly Arbitrary<(int East, int North)[]> Stars = Arb.From(
        from length in Gen.Choose(3, 12)
        from reaches in Gen.Choose(20, 500).ArrayOf(length)
        select reaches.Select((reach, i) => ((int)(reach * Math.Sin(Math.Tau * i / length)), (int)(reach * Math.Cos(Math.Tau * i / length)))).ToArray());

    [Fact]
    public void A_ring_crosses_itself_exactly_if_it_is_no_valid_polygon() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(3_000),
        Prop.ForAll(Rings, ring => Ours(ring).CrossesItself().ShouldBe(!Theirs(ring).IsValid)));

    [Fact]
    public void A_ring_encloses_as_much_as_it_should() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1_000),
        Prop.ForAll(Stars, ring => Ours(ring).SquareMeters.ShouldBe(Theirs(ring).Area, 0.0005 * Theirs(ring).Area + 1)));

    [Fact]
    public void A_place_is_in_it_exactly_if_it_should_be_and_then_within_reach() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(3_000), Prop.ForAll(
        Stars,
        Arb.From(from east in Gen.Choose(-500, 500) from north in Gen.Choose(-500, 500) select (east, north)),
        (ring, at) =>
        {
            var (ours, theirs, place) = (Ours(ring), Theirs(ring), new Point(at.east, at.north));
            if (theirs.Boundary.Distance(place) < 0.5) return; // Nearer than the globe differs from a plane.
            ours.Contains(At(at)).ShouldBe(theirs.Contains(place));
            if (ours.Contains(At(at))) At(at).DistanceTo(ours.Center).ShouldBeLessThanOrEqualTo(ours.Reach);
        }));

    [Fact]
    public void Its_middle_is_its_center_of_mass() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(Stars, ring =>
        {
            var theirs = Theirs(ring);
            if (theirs.Area > 1) Ours(ring).Center.DistanceTo(At(((int)theirs.Centroid.X, (int)theirs.Centroid.Y))).ShouldBeLessThan(3);
        }));

    [Fact]
    public void Its_edge_and_its_corners_belong_to_it()
    {
        var (north, east) = (TestCad.Downtown.Toward(0, 400), TestCad.Downtown.Toward(90, 400));
        var triangle = new Polygon([TestCad.Downtown, north, east]);
        triangle.Ring.ShouldAllBe(corner => triangle.Contains(corner));
        triangle.Contains(new((north.Latitude + east.Latitude) / 2, (north.Longitude + east.Longitude) / 2)).ShouldBeTrue();
        triangle.Contains(TestCad.Downtown.Toward(225, 0.01)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(35.0, -85.3)]
    [InlineData(61.2, -149.9)]
    [InlineData(-0.1, 32.6)]
    public void A_square_of_a_kilometer_is_a_square_kilometer_wherever_it_is(double latitude, double longitude)
    {
        var middle = new GeoPoint(latitude, longitude);
        var square = new Polygon([.. new[] { 45.0, 135, 225, 315 }.Select(bearing => middle.Toward(bearing, 500 * Math.Sqrt(2)))]);
        square.SquareMeters.ShouldBe(1e6, 100);
        square.Center.DistanceTo(middle).ShouldBeLessThan(0.5);
    }

    private static Polygon Ours((int East, int North)[] ring) => new([.. ring.Select(At)]);

    private static NetTopologySuite.Geometries.Polygon Theirs((int East, int North)[] ring) =>
        new(new LinearRing([.. ring.Append(ring[0]).Select(corner => new Coordinate(corner.East, corner.North))]));

    private static GeoPoint At((int East, int North) spot) => new(
        TestCad.Downtown.Latitude + (spot.North / 111_195.08),
        TestCad.Downtown.Longitude + (spot.East / (111_195.08 * Math.Cos(double.DegreesToRadians(TestCad.Downtown.Latitude)))));
}
