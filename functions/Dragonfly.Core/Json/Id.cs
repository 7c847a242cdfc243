using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dragonfly.Core.Json;

/// <summary>An opaque identifier: a string that only its own kind can be mistaken for.</summary>
public interface IId<out TSelf> where TSelf : struct, IId<TSelf>
{
    /// <summary>The identifier as it is stored and sent.</summary>
    string Value { get; }

    /// <summary>Reads the identifier from its stored form; nothing is checked.</summary>
    static abstract TSelf From(string value);
}

/// <summary>Writes an identifier as a plain JSON string.</summary>
public sealed class IdJsonConverter<TId> : JsonConverter<TId> where TId : struct, IId<TId>
{
    /// <inheritdoc/>
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TId.From(reader.GetString() ?? throw new JsonException($"{typeof(TId).Name} is null"));

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);

    /// <inheritdoc/>
    public override TId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => TId.From(reader.GetString()!);

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WritePropertyName(value.Value);
}
