using System.Text.Json;
using System.Text.Json.Nodes;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Registry.Bulk;

namespace Dragonfly.Core.Tests.Registry.Bulk;

public sealed class BulkGeoJsonTests
{
    private const string Good = """
        { "type": "FeatureCollection", "name": "cameras", "features": [
            { "type": "Feature", "geometry": { "type": "Point", "coordinates": [-85.3097, 35.0456] },
              "properties": { "kind": "site", "site": "Main Street", "timeZone": "America/New_York", "installer": "epb" } },
            { "type": "Feature", "id": "f1", "bbox": [0, 0, 1, 1], "geometry": { "type": "Point", "coordinates": [-85.31, 35.05, 200] },
              "properties": { "kind": "feed", "site": "Main Street", "name": "=Door", "reference": 17, "azimuth": 90, "width": 70, "range": 40, "placement": "indoor", "analytics": ["motion"] } }
        ] }
        """;

    [Fact]
    public void Points_are_sites_and_feeds()
    {
        var file = Read(Good, out var faults);
        faults.ShouldBeEmpty();
        file.Sites.ShouldHaveSingleItem().ShouldBe(new(new GeoJsonFeature(0), null, "Main Street", null, new(new(35.0456, -85.3097), "America/New_York", new("epb"))));
        var feed = file.Feeds.ShouldHaveSingleItem();
        (feed.Source, feed.Id, feed.Site, feed.Name, feed.Reference).ShouldBe((new GeoJsonFeature(1), new FeedId("f1"), "Main Street", "=Door", "17"));
        (feed.Facts with { Analytics = [] }).ShouldBe(new FeedFacts(new(35.05, -85.31), new(90, 70, 40), Placement.Indoor, null, []));
        feed.Facts.Analytics.ShouldBe(["motion"]);
    }

    [Theory]
    [InlineData("$.type", "\"Feature\"", "$.type", "wrongType")]
    [InlineData("$.crs", "{}", "$.crs", "unsupported")]
    [InlineData("$.features", "{}", "$.features", "wrongType")]
    [InlineData("$.features[1]", "7", "$.features[1].type", "wrongType")]
    [InlineData("$.features[1].type", "\"Point\"", "$.features[1].type", "wrongType")]
    [InlineData("$.features[1].properties", "null", "$.features[1].properties", "wrongType")]
    [InlineData("$.features[1].geometry", "null", "$.features[1].geometry", "wrongType")]
    [InlineData("$.features[1].geometry.type", "\"Polygon\"", "$.features[1].geometry", "wrongType")]
    [InlineData("$.features[1].geometry.coordinates", "[1]", "$.features[1].geometry.coordinates", "wrongType")]
    [InlineData("$.features[1].geometry.coordinates", "[35.05, -85.31]", "$.features[1].geometry.coordinates", "swapped")]
    [InlineData("$.features[1].geometry.coordinates", "[-285, 35]", "$.features[1].geometry.coordinates[0]", "outOfRange")]
    [InlineData("$.features[1].properties.azimuth", "400", "$.features[1].properties.azimuth", "outOfRange")]
    [InlineData("$.features[1].properties.azimuth", "\"90\"", "$.features[1].properties.azimuth", "wrongType")]
    [InlineData("$.features[1].properties.azimuth", "null", "$.features[1].properties.azimuth", "required")]
    [InlineData("$.features[1].properties.azimut", "90", "$.features[1].properties.azimut", "unknownProperty")]
    [InlineData("$.features[1].properties.latitude", "35", "$.features[1].properties.latitude", "unknownProperty")]
    [InlineData("$.features[1].properties.kind", "\"camera\"", "$.features[1].properties.kind", "unknownKind")]
    [InlineData("$.features[1].properties.timeZone", "\"America/New_York\"", "$.features[1].properties.timeZone", "wrongKind")]
    [InlineData("$.features[1].properties.analytics", "[\"faceMatch\"]", "$.features[1].properties.analytics", "forbiddenAnalytics")]
    [InlineData("$.features[1].properties.analytics", "[7]", "$.features[1].properties.analytics[0]", "wrongType")]
    [InlineData("$.features[1].id", "[7]", "$.features[1].id", "wrongType")]
    [InlineData("$.features[0].properties.timeZone", "\"Mars\"", "$.features[0].properties.timeZone", "unknownTimeZone")]
    [InlineData("$.features[0].properties.name", "\"Main\"", "$.features[0].properties.name", "wrongKind")]
    public void A_fault_is_named_with_its_path(string at, string value, string path, string code)
    {
        var json = JsonNode.Parse(Good)!;
        var end = at.LastIndexOfAny(['.', '[']);
        var parent = at[..end].Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries)[1..].Aggregate(json, (node, step) => int.TryParse(step, out var index) ? node[index]! : node[step]!);
        if (at[end] is '[') parent[int.Parse(at[(end + 1)..^1])] = JsonNode.Parse(value);
        else parent[at[(end + 1)..]] = JsonNode.Parse(value);
        Read(json.ToJsonString(), out var faults);
        faults.ShouldHaveSingleItem().ShouldBe((path, code));
    }

    private static BulkFile Read(string json, out (string Path, string Code)[] listed)
    {
        var faults = new BulkFaults();
        var file = BulkGeoJson.Read(JsonElement.Parse(json), faults);
        listed = [.. faults.Listed.Select(fault => (fault.Path, fault.Code))];
        return file;
    }
}
