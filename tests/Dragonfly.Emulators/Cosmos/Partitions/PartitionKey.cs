using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Dragonfly.Emulators.Cosmos.Http;
using Dragonfly.Emulators.Cosmos.Query;

namespace Dragonfly.Emulators.Cosmos.Partitions;

/// <summary>
/// The value of an item's partition key, with one path, and where it lies among the physical partitions: its effective partition key, version 2
/// (the Murmur hash of the value's encoding, with the two highest bits cleared), as 32 hexadecimal digits.
/// </summary>
internal sealed record PartitionKey(string Json, string Effective)
{
    // Where the lowest key of all lies, and above the highest.
    public const string Lowest = "";
    public const string Highest = "FF";

    public static PartitionKey Of(Value value) => new(Projection.Key(value), EffectiveOf(value));

    /// <summary>From the header <c>x-ms-documentdb-partitionkey</c>: a JSON array of one value, where <c>{}</c> stands for undefined.</summary>
    public static PartitionKey FromHeader(string header)
    {
        try
        {
            using var json = JsonDocument.Parse(header);
            if (json.RootElement.ValueKind == JsonValueKind.Array && json.RootElement.GetArrayLength() == 1)
            {
                var value = ValueJson.Read(json.RootElement[0]);
                return Of(value is Query.Object ? Value.Undefined : value);
            }
        }
        catch (JsonException)
        {
        }
        throw new RefusedException(400, "Partition key supplied in x-ms-documentdb-partitionkey header is not an array of one value.");
    }

    /// <summary>The item's own key; a path that is not there gives undefined, and what cannot be a key is refused.</summary>
    public static PartitionKey OfItem(Value item, string path)
    {
        var value = item;
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            value = value is Query.Object members && members.Members.TryGetValue(name, out var member) ? member : Value.Undefined;
        }
        if (value is List or Query.Object) throw new RefusedException(400, "Partition key must not be an array or an object.");
        return Of(value);
    }

    private static string EffectiveOf(Value value)
    {
        var (low, high) = Murmur3.Hash(Encoding(value));
        Span<byte> hash = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(hash, high);
        BinaryPrimitives.WriteUInt64BigEndian(hash[8..], low);
        hash[0] &= 0x3F;
        return Convert.ToHexString(hash);
    }

    private static byte[] Encoding(Value value) => value switch
    {
        Null => [1],
        Bool { Is: false } => [2],
        Bool => [3],
        Number number => [5, .. BitConverter.GetBytes(number.Amount)],
        Text text => [8, .. System.Text.Encoding.UTF8.GetBytes(text.Chars), 0xFF],
        _ => [0],
    };
}
