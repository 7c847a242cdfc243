using System.Text.Json;

namespace Dragonfly.Core.Audit;

/// <summary>What a stored entry says of itself, read without its types. Null where it does not say: what somebody put there instead of an entry is no reason to stop reading the others.</summary>
/// <param name="Hash">Its hash, as stated.</param>
/// <param name="Actor">The principal behind it.</param>
/// <param name="Kind">The kind of its event.</param>
public readonly record struct EntryFacts(string? Hash, string? Actor, string? Kind)
{
    /// <summary>Reads an entry's JSON in UTF-8.</summary>
    public static EntryFacts In(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var entry = JsonDocument.Parse(json);
            return new(TextIn(entry.RootElement, "hash"), TextIn(entry.RootElement, "origin", "actor"), TextIn(entry.RootElement, "event", "$type"));
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static string? TextIn(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            if (element.ValueKind is not JsonValueKind.Object || !element.TryGetProperty(name, out element)) return null;
        return element.ValueKind is JsonValueKind.String ? element.GetString() : null;
    }
}
