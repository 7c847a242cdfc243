using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dragonfly.Functions.Events;

/// <summary>
/// An item of the log's container that was written, as the change feed gives it: of a pack of entries all that is needed, of any other item only that it is none. What
/// is written there otherwise than expected must not keep the items beside it from being read: see <see cref="LogChangeConverter"/>.
/// </summary>
/// <param name="Id">The item's id.</param>
/// <param name="Type">What it is: <see cref="Pack"/>, or something else.</param>
/// <param name="Timeline">The timeline it is of.</param>
/// <param name="First">The sequence of a pack's first entry.</param>
/// <param name="Agency">The agency that the timeline belongs to; null when it is the program's.</param>
/// <param name="Entries">The entries of a pack, each as the JSON that is stored; null when the item holds none that can be read.</param>
[JsonConverter(typeof(LogChangeConverter))]
public sealed record LogChange(string? Id, string? Type, string? Timeline, long First, string? Agency, ImmutableArray<string>? Entries)
{
    /// <summary>The type of the items that hold entries.</summary>
    public const string Pack = "entries";
}

/// <summary>Reads an item whatever it holds: the worker reads a whole batch before any code of ours runs, and one that cannot be read would be tried again without end.</summary>
public sealed class LogChangeConverter : JsonConverter<LogChange>
{
    /// <inheritdoc/>
    public override LogChange Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var item = document.RootElement;
        var type = Text(item, "type");
        return new(Text(item, "id"), type, Text(item, "timeline"), Number(item, "first"), Text(item, "agency"), type is LogChange.Pack ? Texts(item, "entries") : null);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, LogChange value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        if (value.Id is { } id) writer.WriteString("id", id);
        if (value.Type is { } type) writer.WriteString("type", type);
        if (value.Timeline is { } timeline) writer.WriteString("timeline", timeline);
        writer.WriteNumber("first", value.First);
        if (value.Agency is { } agency) writer.WriteString("agency", agency);
        if (value.Entries is { } entries)
        {
            writer.WriteStartArray("entries");
            foreach (var entry in entries) writer.WriteStringValue(entry);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static JsonElement? Member(JsonElement item, string name, JsonValueKind kind) =>
        item.ValueKind is JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;

    private static string? Text(JsonElement item, string name) => Member(item, name, JsonValueKind.String)?.GetString();

    private static long Number(JsonElement item, string name) => Member(item, name, JsonValueKind.Number) is { } number && number.TryGetInt64(out var whole) ? whole : 0;

    // An entry that is no string keeps its place, as no JSON at all.
    private static ImmutableArray<string>? Texts(JsonElement item, string name) => Member(item, name, JsonValueKind.Array) is { } texts
        ? [.. texts.EnumerateArray().Select(text => text.ValueKind is JsonValueKind.String ? text.GetString()! : "")]
        : null;
}
