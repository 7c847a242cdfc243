using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dragonfly.Core.Json;
using Microsoft.Azure.Cosmos;

namespace Dragonfly.Functions.Storage;

/// <summary>
/// Items as System.Text.Json writes them, by generated code alone: a type that no context names is refused instead of being reflected on. The SDK's own serializer of that
/// kind goes through a string of the whole page.
/// </summary>
internal sealed class ItemSerializer : CosmosSerializer
{
    private static readonly JsonSerializerOptions Options = Combined();

    /// <summary>The one that there has to be.</summary>
    public static ItemSerializer Instance { get; } = new();

    /// <inheritdoc/>
    public override T FromStream<T>(Stream stream)
    {
        if (stream is T itself) return itself;
        using (stream)
        {
            return stream is MemoryStream memory && memory.TryGetBuffer(out var buffer)
                ? JsonSerializer.Deserialize(buffer.AsSpan((int)memory.Position), TypeOf<T>())!
                : JsonSerializer.Deserialize(stream, TypeOf<T>())!;
        }
    }

    /// <inheritdoc/>
    public override Stream ToStream<T>(T input)
    {
        var stream = new MemoryStream();
        using var writer = new Utf8JsonWriter(stream, new() { Encoder = Options.Encoder, SkipValidation = true });

        // A query's parameters come as objects.
        if (typeof(T) == typeof(object) && input is not null) JsonSerializer.Serialize(writer, input, Options.GetTypeInfo(input.GetType()));
        else JsonSerializer.Serialize(writer, input, TypeOf<T>());
        writer.Flush();
        stream.Position = 0;
        return stream;
    }

    private static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    private static JsonSerializerOptions Combined()
    {
        var options = new JsonSerializerOptions(StoreJson.Default.Options)
        {
            // The domain's types first: there is one way of writing each.
            TypeInfoResolver = JsonTypeInfoResolver.Combine(CoreJson.Default, StoreJson.Default),

            // Text is stored as it is: escapes would make it longer, and it is never part of a page.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.MakeReadOnly();
        return options;
    }
}
