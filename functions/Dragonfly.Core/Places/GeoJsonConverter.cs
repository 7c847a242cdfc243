using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dragonfly.Core.Places;

/// <summary>Writes an area as GeoJSON, and reads what it wrote; what people send goes through <see cref="GeoJson"/>.</summary>
public sealed class GeoJsonConverter : JsonConverter<Area>
{
    /// <inheritdoc/>
    public override Area Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var json = JsonDocument.ParseValue(ref reader);
        var (area, coordinates) = (json.RootElement, json.RootElement.GetProperty("coordinates"));
        return area.GetProperty("type").GetString() switch
        {
            "Point" => new Circle(PositionIn(coordinates), area.GetProperty("radiusMeters").GetDouble()),
            "Polygon" => coordinates[0].EnumerateArray().Select(PositionIn).ToArray() is [var first, .. var ring] && ring[^1] == first ? new Polygon([.. ring]) : throw new JsonException(),
            _ => throw new JsonException(),
        };
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Area value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        switch (value)
        {
            case Circle { At: var at, RadiusMeters: var radius }:
                writer.WriteString("type", "Point");
                writer.WritePropertyName("coordinates");
                WritePosition(writer, at);
                writer.WriteNumber("radiusMeters", radius);
                break;
            case Polygon { Ring: var ring }:
                writer.WriteString("type", "Polygon");
                writer.WriteStartArray("coordinates");
                writer.WriteStartArray();
                WritePosition(writer, ring[^1]);
                foreach (var corner in ring) WritePosition(writer, corner);
                writer.WriteEndArray();
                writer.WriteEndArray();
                break;
            default:
                throw new UnreachableException(value.GetType().Name);
        }

        writer.WriteEndObject();
    }

    private static GeoPoint PositionIn(JsonElement position) => new(position[1].GetDouble(), position[0].GetDouble());

    private static void WritePosition(Utf8JsonWriter writer, GeoPoint place)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(place.Longitude);
        writer.WriteNumberValue(place.Latitude);
        writer.WriteEndArray();
    }
}
