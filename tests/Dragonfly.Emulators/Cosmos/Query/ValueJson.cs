using System.Text.Json;

namespace Dragonfly.Emulators.Cosmos.Query;

/// <summary>JSON to values and back. Members keep the order in which they were written.</summary>
internal static class ValueJson
{
    public static Value Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => Value.Null,
        JsonValueKind.True => Value.True,
        JsonValueKind.False => Value.False,
        JsonValueKind.Number => new Number(json.GetDouble(), json.GetRawText()),
        JsonValueKind.String => new Text(json.GetString()!),
        JsonValueKind.Array => new List([.. json.EnumerateArray().Select(Read)]),
        JsonValueKind.Object => ReadObject(json),
        _ => Value.Undefined,
    };

    public static void Write(Utf8JsonWriter writer, Value value)
    {
        switch (value)
        {
            case Null: writer.WriteNullValue(); break;
            case Bool truth: writer.WriteBooleanValue(truth.Is); break;
            case Number { Written: { } written }: writer.WriteRawValue(written); break;
            case Number number: WriteNumber(writer, number.Amount); break;
            case Text text: writer.WriteStringValue(text.Chars); break;
            case List list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                {
                    if (!item.IsUndefined) Write(writer, item);
                }
                writer.WriteEndArray();
                break;
            case Object members:
                writer.WriteStartObject();
                foreach (var (name, member) in members.Members)
                {
                    if (member.IsUndefined) continue;
                    writer.WritePropertyName(name);
                    Write(writer, member);
                }
                writer.WriteEndObject();
                break;
        }
    }

    public static byte[] Bytes(Value value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Relaxed)) Write(writer, value);
        return stream.ToArray();
    }

    public static readonly JsonWriterOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static void WriteNumber(Utf8JsonWriter writer, double amount)
    {
        if (amount == Math.Floor(amount) && Math.Abs(amount) < 1L << 53) writer.WriteNumberValue((long)amount);
        else writer.WriteNumberValue(amount);
    }

    private static Object ReadObject(JsonElement json)
    {
        var members = new OrderedDictionary<string, Value>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject()) members[member.Name] = Read(member.Value);
        return new Object(members);
    }
}
