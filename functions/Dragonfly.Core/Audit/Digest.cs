using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Dragonfly.Core.Audit;

/// <summary>A SHA-256 hash.</summary>
public readonly record struct Digest(UInt128 High, UInt128 Low)
{
    /// <summary>Reads 64 hexadecimal digits.</summary>
    public static bool TryParse(ReadOnlySpan<byte> hexadecimal, out Digest digest)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        var isHash = hexadecimal.Length == 2 * bytes.Length && Convert.FromHexString(hexadecimal, bytes, out _, out _) is OperationStatus.Done;
        digest = isHash ? From(bytes) : default;
        return isHash;
    }

    /// <summary>The hash of data.</summary>
    public static Digest Of(ReadOnlySpan<byte> data)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(data, bytes);
        return From(bytes);
    }

    /// <summary>Whether a text is this hash in lower-case hexadecimal, which is how entries hold it.</summary>
    public bool Is(ReadOnlySpan<byte> text)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> digits = stackalloc byte[2 * SHA256.HashSizeInBytes];
        CopyTo(bytes);
        Convert.TryToHexStringLower(bytes, digits, out _);
        return text.SequenceEqual(digits);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    private static Digest From(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]));

    private void CopyTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt128BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt128BigEndian(bytes[16..], Low);
    }
}
