using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Core.Incidents.Cad;

namespace Dragonfly.Core.Places;

/// <summary>
/// Reads an area from people's GeoJSON (RFC 7946: longitude first) strictly: a <c>Polygon</c> of one ring, or a <c>Point</c> with the foreign member
/// <c>radiusMeters</c>, either alone or as the geometry of a <c>Feature</c>. An area that comes out is one, and has a size.
/// </summary>
public static class GeoJson
{
    private const int MostPositions = 100;

    /// <summary>Reads, or notes what is at fault.</summary>
    /// <param name="json">What should be an area.</param>
    /// <param name="path">Its JSON path.</param>
    /// <param name="errors">Where faults go.</param>
    public static Area? Read(JsonElement json, string path, ImmutableArray<FieldError>.Builder errors)
    {
        if (json.ValueKind is not JsonValueKind.Object) return Fail(errors, path, "wrongType", "must be a GeoJSON object");
        var fields = new FieldReader(json, path, errors);
        if (fields.Text("type", 32) is not "Feature") return ReadGeometry(json, path, errors);
        fields.Object("geometry", required: true);
        return json.TryGetProperty("geometry", out var geometry) && geometry.ValueKind is JsonValueKind.Object ? ReadGeometry(geometry, $"{path}.geometry", errors) : null;
    }

    /// <summary>Reads a geometry that must be a <c>Point</c>, and nothing more than one; or notes what is at fault.</summary>
    public static GeoPoint? ReadPoint(JsonElement json, string path, ImmutableArray<FieldError>.Builder errors)
    {
        if (json.ValueKind is JsonValueKind.Object && json.TryGetProperty("type", out var type) && type.ValueKind is JsonValueKind.String && type.ValueEquals("Point")
            && json.TryGetProperty("coordinates", out var coordinates)) return ReadPosition(coordinates, $"{path}.coordinates", errors);
        Fail(errors, path, "wrongType", "must be a Point with coordinates");
        return null;
    }

    private static Area? ReadGeometry(JsonElement json, string path, ImmutableArray<FieldError>.Builder errors)
    {
        var fields = new FieldReader(json, path, errors);
        if (fields.Has("crs")) fields.Add("crs", "unsupported", "must not be given: GeoJSON is WGS 84");
        var type = fields.Text("type", 32, required: true);
        if (type is not ("Point" or "Polygon"))
            return type is null ? null : Fail(errors, $"{path}.type", "unsupported", "must be Polygon, or Point with radiusMeters, or Feature of one of them");
        if (!json.TryGetProperty("coordinates", out var coordinates)) return Fail(errors, $"{path}.coordinates", "required", "is required");
        path += ".coordinates";
        if (type is "Polygon") return ReadPolygon(coordinates, path, errors);
        var radius = fields.Number("radiusMeters", 1, 100_000, required: true);
        return ReadPosition(coordinates, path, errors) is { } at && radius is { } meters ? new Circle(at, meters) : null;
    }

    private static Polygon? ReadPolygon(JsonElement coordinates, string path, ImmutableArray<FieldError>.Builder errors)
    {
        if (coordinates.ValueKind is not JsonValueKind.Array || coordinates.GetArrayLength() == 0) return Refuse(path, "wrongType", "must be an array of one ring");
        if (coordinates.GetArrayLength() > 1) return Refuse($"{path}[1]", "unsupported", "is a hole, which an area may not have");
        var (outer, ring) = (coordinates[0], $"{path}[0]");
        if (outer.ValueKind is not JsonValueKind.Array) return Refuse(ring, "wrongType", "must be an array of positions");
        if (outer.GetArrayLength() is < 4 and var few) return Refuse(ring, "tooFewPositions", $"must have at least 4 positions, the last one the same as the first, and has {few}");
        if (outer.GetArrayLength() > MostPositions) return Refuse(ring, "tooManyPositions", $"must have at most {MostPositions} positions");
        var before = errors.Count;
        var positions = outer.EnumerateArray().Select((position, i) => ReadPosition(position, $"{ring}[{i}]", errors)).ToArray();
        if (errors.Count > before) return null;
        if (positions[^1] != positions[0]) return Refuse($"{ring}[{positions.Length - 1}]", "ringNotClosed", "must be the same as the first position");
        var corners = positions[1..].Where((position, i) => position != positions[i]).Select(position => position!.Value).ToImmutableArray();
        if (corners is [] || new Polygon(corners) is not { SquareMeters: >= 1 } polygon) return Refuse(ring, "areaEmpty", "must enclose some ground");
        return polygon.CrossesItself() ? Refuse(ring, "selfIntersecting", "must not cross or touch itself") : polygon;

        Polygon? Refuse(string at, string code, string detail)
        {
            Fail(errors, at, code, detail);
            return null;
        }
    }

    // South of 60° S there is only Antarctica; a place in America is there when its latitude comes first.
    private static GeoPoint? ReadPosition(JsonElement json, string path, ImmutableArray<FieldError>.Builder errors)
    {
        if (json.ValueKind is not JsonValueKind.Array || json.GetArrayLength() is not (2 or 3) || json.EnumerateArray().Any(number => number.ValueKind is not JsonValueKind.Number))
            Fail(errors, path, "wrongType", "must be a position: [longitude, latitude]");
        else if (!json[0].TryGetDouble(out var longitude) || Math.Abs(longitude) > 180)
            Fail(errors, $"{path}[0]", "outOfRange", "is a longitude, which must be -180 to 180");
        else if (!json[1].TryGetDouble(out var latitude) || Math.Abs(latitude) > 90)
            Fail(errors, $"{path}[1]", "outOfRange", "is a latitude, which must be -90 to 90: positions are [longitude, latitude]");
        else if (latitude < -60)
            Fail(errors, path, "swapped", "lies in Antarctica: positions are [longitude, latitude]");
        else
            return new GeoPoint(latitude, longitude);
        return null;
    }

    private static Area? Fail(ImmutableArray<FieldError>.Builder errors, string path, string code, string detail)
    {
        errors.Add(new(path, code, $"{path[(path.LastIndexOf('.') + 1)..]} {detail}"));
        return null;
    }
}
