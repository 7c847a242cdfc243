using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Places;

namespace Dragonfly.Core.Tests.Places;

public sealed class GeoJsonTests
{
    private const string Block = """{"type":"Polygon","coordinates":[[[-85.31,35.045],[-85.308,35.045],[-85.308,35.047],[-85.31,35.047],[-85.31,35.045]]]}""";
    private const string Around = """{"type":"Point","coordinates":[-85.31,35.045],"radiusMeters":200}""";

    [Fact]
    public void A_polygon_is_its_ring_longitude_first()
    {
        var block = Read(Block).ShouldBeOfType<Polygon>();
        block.Ring.ShouldBe([new(35.045, -85.308), new(35.047, -85.308), new(35.047, -85.31), new(35.045, -85.31)]);
        block.SquareMeters.ShouldBe(40_490, 50);
    }

    [Fact]
    public void A_point_with_a_radius_is_a_circle() => Read(Around).ShouldBe(new Circle(new(35.045, -85.31), 200));

    [Theory]
    [InlineData("""{"type":"Feature","geometry":GEOMETRY}""")]
    [InlineData("""{"type":"Feature","id":1,"bbox":[1,2,3,4],"properties":{"name":"x"},"geometry":GEOMETRY}""")]
    public void A_feature_is_its_geometry(string feature) => Read(feature.Replace("GEOMETRY", Around, StringComparison.Ordinal)).ShouldBeOfType<Circle>();

    [Theory]
    [InlineData("""{"type":"Polygon","coordinates":[[[-85.31,35.045,180],[-85.308,35.045,181],[-85.308,35.047,182],[-85.31,35.045,180]]]}""")] // With altitudes.
    [InlineData("""{"type":"Polygon","coordinates":[[[-85.31,35.045],[-85.308,35.047],[-85.308,35.045],[-85.31,35.045]]]}""")] // The other way around.
    [InlineData("""{"type":"Polygon","coordinates":[[[-85.31,35.045],[-85.308,35.045],[-85.308,35.045],[-85.308,35.047],[-85.31,35.045]]]}""")] // A double click.
    public void These_are_polygons(string json) => Read(json).ShouldBeOfType<Polygon>();

    [Theory]
    [InlineData("7", "wrongType", "$.area")]
    [InlineData("[]", "wrongType", "$.area")]
    [InlineData("{}", "required", "$.area.type")]
    [InlineData("""{"type":7}""", "wrongType", "$.area.type")]
    [InlineData("""{"type":"MultiPolygon","coordinates":[]}""", "unsupported", "$.area.type")]
    [InlineData("""{"type":"Polygon","coordinates":[[[-85.31,35.045],[-85.308,35.045],[-85.308,35.047],[-85.31,35.045]]],"crs":{"type":"name"}}""", "unsupported", "$.area.crs")]
    [InlineData("""{"type":"Feature"}""", "required", "$.area.geometry")]
    [InlineData("""{"type":"Feature","geometry":[]}""", "wrongType", "$.area.geometry")]
    [InlineData("""{"type":"Feature","geometry":{"type":"Feature"}}""", "unsupported", "$.area.geometry.type")]
    [InlineData("""{"type":"Point","coordinates":[-85.31,35.045]}""", "required", "$.area.radiusMeters")]
    [InlineData("""{"type":"Point","coordinates":[-85.31,35.045],"radiusMeters":0}""", "outOfRange", "$.area.radiusMeters")]
    [InlineData("""{"type":"Point","coordinates":[-85.31,35.045],"radiusMeters":-5}""", "outOfRange", "$.area.radiusMeters")]
    [InlineData("""{"type":"Point","coordinates":[-85.31,35.045],"radiusMeters":1e9}""", "outOfRange", "$.area.radiusMeters")]
    [InlineData("""{"type":"Point","radiusMeters":10}""", "required", "$.area.coordinates")]
    [InlineData("""{"type":"Point","coordinates":[],"radiusMeters":10}""", "wrongType", "$.area.coordinates")]
    [InlineData("""{"type":"Point","coordinates":[-85.31,"35.045"],"radiusMeters":10}""", "wrongType", "$.area.coordinates")]
    [InlineData("""{"type":"Point","coordinates":[-85.31,1e999],"radiusMeters":10}""", "outOfRange", "$.area.coordinates[1]")]
    [InlineData("""{"type":"Point","coordinates":[-185.31,35.045],"radiusMeters":10}""", "outOfRange", "$.area.coordinates[0]")]
    [InlineData("""{"type":"Point","coordinates":[47.6,-122.3],"radiusMeters":10}""", "outOfRange", "$.area.coordinates[1]")]
    [InlineData("""{"type":"Point","coordinates":[35.045,-85.31],"radiusMeters":10}""", "swapped", "$.area.coordinates")]
    [InlineData("""{"type":"Polygon"}""", "required", "$.area.coordinates")]
    [InlineData("""{"type":"Polygon","coordinates":{}}""", "wrongType", "$.area.coordinates")]
    [InlineData("""{"type":"Polygon","coordinates":[]}""", "wrongType", "$.area.coordinates")]
    [InlineData("""{"type":"Polygon","coordinates":[7]}""", "wrongType", "$.area.coordinates[0]")]
    [InlineData("""{"type":"Polygon","coordinates":[[[-85.31,35.045],[-85.308,35.045],[-85.31,35.045]]]}""", "tooFewPositions", "$.area.coordinates[0]")]
    [InlineData("""{"type":"Polygon","coordinates":[[[-85.31,35.045],[-85.308,35.045],[-85.308,35.047],[-85.31,35.0451]]]}""", "ringNotClosed", "$.area.coordinates[0][3]")]
    [InlineData("""{"type":"Polygon","coordinates":[[[-85.31,35.045],[-85.308],[-85.308,35.047],[-85.31,35.045]]]}""", "wrongType", "$.area.coordinates[0][1]")]
    [InlineData("""{"type":"Polygon","coordinates":[[[-85.31,35.045],[-85.308,35.045],[-85.308,95.047],[-85.31,35.045]]]}""", "outOfRange", "$.area.coordinates[0][2][1]")]
    [InlineData("""{"type":"Polygon","coordinates":[[[-85.31,35.045],[-85.31,35.045],[-85.31,35.045],[-85.31,35.045]]]}""", "areaEmpty", "$.area.coordinates[0]")]
    [InlineData("""{"type":"Polygon","coordinates":[[[-85.31,35.045],[-85.308,35.045],[-85.306,35.045],[-85.31,35.045]]]}""", "areaEmpty", "$.area.coordinates[0]")]
    [InlineData("""{"type":"Polygon","coordinates":[[[-85.31,35.045],[-85.308,35.047],[-85.308,35.045],[-85.31,35.0472],[-85.31,35.045]]]}""", "selfIntersecting", "$.area.coordinates[0]")]
    [InlineData("""{"type":"Polygon","coordinates":[[[-85.31,35.045],[-85.308,35.045],[-85.308,35.047],[-85.31,35.045]],[[-85.309,35.0451],[-85.3085,35.0451],[-85.3085,35.0455],[-85.309,35.0451]]]}""", "unsupported", "$.area.coordinates[1]")]
    public void What_is_no_area_is_refused_and_the_place_named(string json, string code, string path)
    {
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        Read(json, errors);
        (errors[0].Code, errors[0].Path).ShouldBe((code, path));
    }

    [Fact]
    public void A_ring_of_more_than_a_hundred_positions_is_too_many()
    {
        Read(Ring(99)).ShouldBeOfType<Polygon>();
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        Read(Ring(100), errors).ShouldBeNull();
        errors.ShouldHaveSingleItem().Code.ShouldBe("tooManyPositions");

        static string Ring(int corners)
        {
            var positions = Enumerable.Range(0, corners + 1).Select(i => new GeoPoint(35, -85).Toward(360.0 * (i % corners) / corners, 300)).Select(at => $"[{at.Longitude:R},{at.Latitude:R}]");
            return $$"""{"type":"Polygon","coordinates":[[{{string.Join(',', positions)}}]]}""";
        }
    }

    [Theory]
    [InlineData(Block)]
    [InlineData(Around)]
    public void What_was_read_is_written_as_it_came_and_read_again(string json)
    {
        JsonSerializer.Serialize(Read(json)).ShouldBe(json);
        JsonSerializer.Serialize(JsonSerializer.Deserialize<Area>(json)).ShouldBe(json);
    }

    private static Area? Read(string json)
    {
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        var area = Read(json, errors);
        errors.ShouldBeEmpty();
        return area;
    }

    private static Area? Read(string json, ImmutableArray<FieldError>.Builder errors) => GeoJson.Read(JsonElement.Parse(json), "$.area", errors);
}
