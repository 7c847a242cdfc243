using Dragonfly.Core.Places;
using FsCheck;
using FsCheck.Fluent;

namespace Dragonfly.Core.Tests.Places;

public sealed class CoverageTests
{
    private const double Cell = 1 / 256.0;

    private static readonly Gen<double> Latitude = Gen.Frequency(
        (4, Gen.Choose(34_000, 36_000).Select(thousandths => thousandths / 1e3)),
        (2, Gen.Choose(-90_000, 90_000).Select(thousandths => thousandths / 1e3)),
        (1, Gen.Choose(89_900, 90_000).Select(thousandths => thousandths / 1e3)),
        (2, Gen.Choose(-80 * 256, 80 * 256).Select(cells => cells * Cell)));

    private static readonly Gen<double> Longitude = Gen.Frequency(
        (4, Gen.Choose(-86_000, -84_000).Select(thousandths => thousandths / 1e3)),
        (2, Gen.Choose(-180_000, 180_000).Select(thousandths => thousandths / 1e3)),
        (2, Gen.Elements(-180, -179.9999, 179.9999, 180)),
        (2, Gen.Choose(-180 * 256, 180 * 256).Select(cells => cells * Cell)));

    [Fact]
    public void Every_place_within_the_radius_is_in_one_of_the_cells() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(
        Arb.From(from latitude in Latitude
                 from longitude in Longitude
                 from radius in Gen.Elements(1, 60, 300, 600, 5_000)
                 from bearing in Gen.Choose(0, 3_600)
                 from part in Gen.Choose(0, 1_000)
                 select (Center: new GeoPoint(latitude, longitude), Radius: (double)radius, Bearing: bearing / 10.0, Part: part / 1e3)),
        near =>
        {
            var place = near.Center.Toward(near.Bearing, near.Radius * near.Part);
            Coverage.CellsNear(near.Center, near.Radius).ShouldContain(Coverage.CellOf(place), $"{place}");
        }));

    [Fact]
    public void Runs_hold_the_same_cells_and_are_no_more_than_two_for_a_row() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(
        Arb.From(from latitude in Latitude
                 from longitude in Longitude
                 from radius in Gen.Elements(1, 300, 600, 5_000)
                 select (Center: new GeoPoint(latitude, longitude), Radius: (double)radius)),
        near =>
        {
            var cells = Coverage.CellsNear(near.Center, near.Radius).ToArray();
            var runs = Coverage.RunsNear(near.Center, near.Radius).ToArray();
            runs.SelectMany(run => Enumerable.Range(0, (int)(run.Last - run.First) + 1).Select(i => run.First + i)).SequenceEqual(cells).ShouldBeTrue($"{near}");
            runs.Length.ShouldBeLessThanOrEqualTo(2 * cells.Select(cell => cell >> 32).Distinct().Count());
        }));

    [Fact]
    public void No_cell_is_named_twice_and_few_in_a_city()
    {
        var cells = Coverage.CellsNear(new(35.0456, -85.3097), 300).ToArray();
        cells.ShouldBeUnique();
        cells.Length.ShouldBeLessThanOrEqualTo(9);
    }

    [Fact]
    public void Either_side_of_the_antimeridian_is_near_the_other() =>
        Coverage.CellsNear(new(10, 179.9999), 300).ShouldContain(Coverage.CellOf(new(10, -179.9999)));
}
