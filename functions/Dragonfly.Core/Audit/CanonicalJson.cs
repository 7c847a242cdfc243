using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dragonfly.Core.Audit;

/// <summary>JSON in one form only (RFC 8785): properties sorted by name in UTF-16 order, no white space, numbers as ECMAScript prints them.</summary>
public static class CanonicalJson
{
    /// <summary>The canonical form of a JSON text.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static ReadOnlySpan<byte> Canonicalize(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var buffer = new ArrayBufferWriter<byte>(json.Length);
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        Write(document.RootElement, writer);
        writer.Flush();
        return buffer.WrittenSpan;
    }

    private static void Write(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                var properties = element.EnumerateObject().ToArray();
                Array.Sort(properties, static (a, b) => string.CompareOrdinal(a.Name, b.Name));
                foreach (var property in properties)
                {
                    writer.WritePropertyName(property.Name);
                    Write(property.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray()) Write(item, writer);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(Number(element), skipInputValidation: true);
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    // Shortest round-trip digits, as ECMAScript's Number::toString lays them out (ECMA-262, 6.1.6.1.20).
    private static string Number(JsonElement element)
    {
        if (element.TryGetInt64(out var whole) && Math.Abs(whole) < 1L << 53) return whole.ToString(CultureInfo.InvariantCulture);
        var value = element.GetDouble();
        if (value == 0) return "0";
        var digits = value.ToString("E16", CultureInfo.InvariantCulture);
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = int.Parse(digits.AsSpan(digits.IndexOf('E') + 1), CultureInfo.InvariantCulture);
        if (exponent is >= -7 and < 21) return decimal.Parse(shortest, NumberStyles.Float, CultureInfo.InvariantCulture).ToString("0.############################", CultureInfo.InvariantCulture);
        var mantissa = shortest.AsSpan(0, shortest.IndexOf('E'));
        return $"{mantissa}e{(exponent > 0 ? "+" : "")}{exponent}";
    }
}
