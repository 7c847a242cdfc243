using System.Buffers.Binary;

namespace Dragonfly.Core.Clips.Media;

/// <summary>PNG (ISO/IEC 15948): chunks from IHDR to IEND, and nothing after it. Checksums are not computed.</summary>
internal sealed class PngReader : MediaReader
{
    private const int Signature = 8;
    private const int Checksum = 4;

    private bool begun;
    private bool drawn;
    private bool ended;

    public override Want Start => new(Signature, 8);

    protected override string ContentType => "image/png";

    public override Want Next(ReadOnlySpan<byte> bytes, long position)
    {
        if (ended) return Broken();
        var length = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        var type = bytes[4..];
        if (length > int.MaxValue || begun == type.SequenceEqual("IHDR"u8) || !IsName(type)) return Broken();
        begun = true;
        drawn |= type.SequenceEqual("IDAT"u8);
        ended = type.SequenceEqual("IEND"u8);
        return ended && (length > 0 || !drawn) ? Broken() : new(length + Checksum, ended ? 1 : 8);
    }

    protected override bool IsWhole(long length) => ended;

    private static bool IsName(ReadOnlySpan<byte> type)
    {
        foreach (var letter in type)
            if (!char.IsAsciiLetter((char)letter))
                return false;
        return true;
    }
}
