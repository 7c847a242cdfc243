using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>A message that was received: enough of it to know it again.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Fingerprint">Of what it says; null of a message that was received before fingerprints were kept, which then passes for any with its id.</param>
[JsonConverter(typeof(SeenMessageConverter))]
public readonly record struct SeenMessage(string Id, string? Fingerprint)
{
    /// <summary>
    /// 16 hexadecimal digits for what a message says: the same for messages that differ in white space, in the order of their properties or in what we do not
    /// understand, and, except for an EIDO known by its internal code alone, whatever the agency's code table says at the time. The time it was sent at does not count, since some systems stamp each try; but for a
    /// close it does: one that comes again after a reopening must lock again.
    /// </summary>
    public static string FingerprintOf(CadMessage message)
    {
        var said = message with
        {
            CallType = message.LocalCallType ?? message.CallType,
            LocalCallType = null,
            MessageTime = message.Status.Closes() ? message.MessageTime : default,
        };
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(said, CoreJson.Default.CadMessage)).AsSpan(0, 8));
    }

    /// <summary>Whether a message with this fingerprint, whose id is the same, says the same.</summary>
    public bool Says(string fingerprint) => Fingerprint is null || Fingerprint == fingerprint;
}

/// <summary>Writes an object, and reads a bare string as an id alone, which is what heads held at first.</summary>
public sealed class SeenMessageConverter : JsonConverter<SeenMessage>
{
    /// <inheritdoc/>
    public override SeenMessage Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.String) return new(reader.GetString()!, null);
        using var json = JsonDocument.ParseValue(ref reader);
        var root = json.RootElement;
        return new(root.GetProperty("id").GetString()!, root.TryGetProperty("fingerprint", out var fingerprint) ? fingerprint.GetString() : null);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, SeenMessage value, JsonSerializerOptions options)
    {
        if (value.Fingerprint is null)
        {
            writer.WriteStringValue(value.Id);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("id", value.Id);
        writer.WriteString("fingerprint", value.Fingerprint);
        writer.WriteEndObject();
    }
}
