using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Audit;

/// <summary>Hashes entries, one after another, in buffers that it keeps. Not for two threads at once.</summary>
internal sealed class EntryHasher : IDisposable
{
    private static readonly JsonTypeInfo<Entry> Sorted = InCanonicalOrder();

    private readonly ArrayBufferWriter<byte> json;
    private readonly Utf8JsonWriter writer;
    private readonly Canonicalizer canonicalizer = new();

    public EntryHasher()
    {
        json = new(1024);
        writer = new(json, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
    }

    public string HashOf(Entry entry)
    {
        Span<char> hash = stackalloc char[2 * SHA256.HashSizeInBytes];
        Hash(entry, hash);
        return hash.ToString();
    }

    public bool Matches(Entry entry)
    {
        Span<char> hash = stackalloc char[2 * SHA256.HashSizeInBytes];
        Hash(entry, hash);
        return hash.SequenceEqual(entry.Hash);
    }

    public void Dispose() => writer.Dispose();

    private void Hash(Entry entry, Span<char> hash)
    {
        json.ResetWrittenCount();
        writer.Reset();
        JsonSerializer.Serialize(writer, entry with { Hash = null }, Sorted);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(canonicalizer.Canonicalize(json.WrittenSpan), digest);
        Convert.TryToHexStringLower(digest, hash, out _);
    }

    // Only for speed: the canonicalizer has nothing to move when the serializer writes properties in its order to begin with.
    private static JsonTypeInfo<Entry> InCanonicalOrder()
    {
        var options = new JsonSerializerOptions(CoreJson.Default.Options) { TypeInfoResolver = CoreJson.Default.WithAddedModifier(Sort) };
        return (JsonTypeInfo<Entry>)options.GetTypeInfo(typeof(Entry));

        static void Sort(JsonTypeInfo type)
        {
            foreach (var (order, property) in type.Properties.OrderBy(property => property.Name, StringComparer.Ordinal).Index()) property.Order = order;
        }
    }
}
