using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Dragonfly.Core.Json;

namespace Dragonfly.Functions.Storage;

/// <summary>Writes a value of the domain within an item as <see cref="CoreJson"/> does, and spares the store's own context the domain's types.</summary>
internal sealed class CoreValue<T> : JsonConverter<T>
{
    private static readonly JsonTypeInfo<T> Domain = (JsonTypeInfo<T>)CoreJson.Default.GetTypeInfo(typeof(T))!;

    /// <inheritdoc/>
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => JsonSerializer.Deserialize(ref reader, Domain);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, Domain);
}
