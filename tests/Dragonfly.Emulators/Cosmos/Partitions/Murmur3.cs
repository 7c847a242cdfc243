using System.Buffers.Binary;
using System.Numerics;

namespace Dragonfly.Emulators.Cosmos.Partitions;

/// <summary>MurmurHash3 for x64, 128 bits, seed 0 (Austin Appleby's public-domain algorithm): what hash-partitioned containers place keys by.</summary>
internal static class Murmur3
{
    private const ulong C1 = 0x87c37b91114253d5;
    private const ulong C2 = 0x4cf5ad432745937f;

    /// <returns>The two halves of the hash, low first.</returns>
    public static (ulong Low, ulong High) Hash(ReadOnlySpan<byte> data)
    {
        var rest = data;
        ulong h1 = 0, h2 = 0;
        for (; rest.Length >= 16; rest = rest[16..])
        {
            h1 ^= Mix1(BinaryPrimitives.ReadUInt64LittleEndian(rest));
            h1 = (BitOperations.RotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
            h2 ^= Mix2(BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]));
            h2 = (BitOperations.RotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
        }
        if (rest.Length > 8) h2 ^= Mix2(Tail(rest[8..]));
        if (rest.Length > 0) h1 ^= Mix1(Tail(rest[..Math.Min(8, rest.Length)]));
        h1 ^= (ulong)data.Length;
        h2 ^= (ulong)data.Length;
        h1 += h2;
        h2 += h1;
        h1 = Finish(h1);
        h2 = Finish(h2);
        h1 += h2;
        h2 += h1;
        return (h1, h2);
    }

    private static ulong Mix1(ulong k) => BitOperations.RotateLeft(k * C1, 31) * C2;

    private static ulong Mix2(ulong k) => BitOperations.RotateLeft(k * C2, 33) * C1;

    private static ulong Tail(ReadOnlySpan<byte> bytes)
    {
        ulong tail = 0;
        for (var i = bytes.Length - 1; i >= 0; i--) tail = (tail << 8) | bytes[i];
        return tail;
    }

    private static ulong Finish(ulong k)
    {
        k ^= k >> 33;
        k *= 0xff51afd7ed558ccd;
        k ^= k >> 33;
        k *= 0xc4ceb9fe1a85ec53;
        return k ^ (k >> 33);
    }
}
