using System.Text.Json;
using Dragonfly.Core.Places;

namespace Dragonfly.Core.Registry.Bulk;

/// <summary>
/// Sites and feeds as a GeoJSON <c>FeatureCollection</c> (RFC 7946: longitude first) of points: the place is the feature's geometry, its id the feature's
/// <c>id</c>, and everything else has the name in <c>properties</c> that it has in <see cref="BulkCsv"/>.
/// </summary>
public static class BulkGeoJson
{
    /// <summary>Reads a file, and notes every fault of it.</summary>
    public static BulkFile Read(JsonElement json, BulkFaults faults)
    {
        var rows = new BulkRows();
        if (json.ValueKind is not JsonValueKind.Object || !IsText(json, "type", "FeatureCollection")) faults.Add("$.type", "wrongType", "must be FeatureCollection");
        else if (json.TryGetProperty("crs", out _)) faults.Add("$.crs", "unsupported", "must not be given: GeoJSON is WGS 84");
        else if (!json.TryGetProperty("features", out var features) || features.ValueKind is not JsonValueKind.Array) faults.Add("$.features", "wrongType", "must be an array of features");
        else if (features.GetArrayLength() > BulkFile.MostRows) faults.Add("$.features", "tooManyRows", FormattableString.Invariant($"may have at most {BulkFile.MostRows} features"));
        else Read(features, rows, faults);
        return rows.File;
    }

    /// <summary>Writes a file.</summary>
    public static void Write(BulkFile file, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "FeatureCollection");
        writer.WriteStartArray("features");
        foreach (var (_, id, name, address, facts) in file.Sites)
        {
            Begin(writer, id?.Value, facts.Place, Column.SiteKind);
            writer.WriteString(Column.Site, name);
            Write(writer, Column.Address, address);
            writer.WriteString(Column.TimeZone, facts.TimeZone);
            Write(writer, Column.Installer, facts.Installer?.Value);
            End(writer);
        }

        foreach (var (_, id, site, name, reference, facts) in file.Feeds)
        {
            Begin(writer, id?.Value, facts.Place, Column.FeedKind);
            writer.WriteString(Column.Site, site);
            writer.WriteString(Column.Name, name);
            Write(writer, Column.Reference, reference);
            if (facts.View is { } view)
            {
                writer.WriteNumber(Column.Azimuth, view.AzimuthDegrees);
                writer.WriteNumber(Column.Width, view.WidthDegrees);
                writer.WriteNumber(Column.Range, view.RangeMeters);
            }

            writer.WriteString(Column.Placement, Column.NameOf(facts.Placement));
            Write(writer, Column.VideoReference, facts.VideoReference);
            if (!facts.Analytics.IsEmpty)
            {
                writer.WriteStartArray(Column.Analytics);
                foreach (var kind in facts.Analytics) writer.WriteStringValue(kind);
                writer.WriteEndArray();
            }

            End(writer);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Read(JsonElement features, BulkRows rows, BulkFaults faults)
    {
        foreach (var (index, feature) in features.EnumerateArray().Index())
        {
            var source = new GeoJsonFeature(index);
            if (feature.ValueKind is not JsonValueKind.Object || !IsText(feature, "type", "Feature")) faults.Add($"{source.Path}.type", "wrongType", "must be Feature");
            else if (!feature.TryGetProperty("properties", out var properties) || properties.ValueKind is not JsonValueKind.Object) faults.Add($"{source.Path}.properties", "wrongType", "must be an object");
            else rows.Read(new GeoJsonFields(source, feature, properties, faults));
        }
    }

    private static bool IsText(JsonElement json, string name, string text) => json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String && value.ValueEquals(text);

    private static void Begin(Utf8JsonWriter writer, string? id, GeoPoint place, string kind)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "Feature");
        Write(writer, Column.Id, id);
        writer.WriteStartObject("geometry");
        writer.WriteString("type", "Point");
        writer.WriteStartArray("coordinates");
        writer.WriteNumberValue(place.Longitude);
        writer.WriteNumberValue(place.Latitude);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteStartObject("properties");
        writer.WriteString(Column.Kind, kind);
    }

    private static void Write(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null) writer.WriteString(name, text);
    }

    private static void End(Utf8JsonWriter writer)
    {
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
