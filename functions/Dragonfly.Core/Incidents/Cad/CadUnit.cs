using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>A unit assigned to an incident.</summary>
/// <param name="Id">What radio calls it.</param>
/// <param name="Status">What CAD says that it is doing, in CAD's words.</param>
[JsonConverter(typeof(CadUnitConverter))]
public sealed record CadUnit(string Id, string? Status = null)
{
    /// <summary>The longest id.</summary>
    public const int MostCharacters = 128;
}

/// <summary>Writes a unit as an object, and reads a bare string as a unit whose status is not known.</summary>
public sealed class CadUnitConverter : JsonConverter<CadUnit>
{
    /// <inheritdoc/>
    public override CadUnit Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.String) return new(reader.GetString()!);
        using var json = JsonDocument.ParseValue(ref reader);
        var root = json.RootElement;
        return new(root.GetProperty("id").GetString()!, root.TryGetProperty("status", out var status) ? status.GetString() : null);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, CadUnit value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("id", value.Id);
        if (value.Status is { } status) writer.WriteString("status", status);
        writer.WriteEndObject();
    }
}
