using System.Buffers.Binary;
using System.Text;

namespace Dragonfly.Core.Tests.Clips;

/// <summary>Writes the boxes of MP4 files (ISO/IEC 14496-12).</summary>
internal static class BoxFile
{
    public static byte[] Head(string type, uint size) => [.. Number(size), .. Encoding.ASCII.GetBytes(type)];

    public static byte[] LongHead(string type, long size) => [.. Head(type, 1), .. Number(size)];

    public static byte[] Box(string type, params IEnumerable<byte[]> content)
    {
        var bytes = content.SelectMany(part => part).ToArray();
        return [.. Head(type, (uint)(8 + bytes.Length)), .. bytes];
    }

    public static byte[] Type(string brand) => Box("ftyp", Encoding.ASCII.GetBytes(brand), Number(0));

    public static byte[] Movie(params IEnumerable<byte[]> content) => Box("moov", content);

    /// <summary>The header of a movie, in either version.</summary>
    public static byte[] Header(byte version, uint scale, ulong duration) => Box(
        "mvhd",
        version == 1 ? [1, 0, 0, 0, .. new byte[16], .. Number(scale), .. Number((long)duration)] : [0, 0, 0, 0, .. new byte[8], .. Number(scale), .. Number((uint)duration)],
        new byte[80]);

    public static byte[] Track(string handler, byte[] offsets) => Box(
        "trak", Box("tkhd", new byte[84]), Box("mdia", Box("hdlr", new byte[8], Encoding.ASCII.GetBytes(handler), new byte[13]), Box("minf", Box("stbl", offsets))));

    /// <summary>Where in the file the pictures are, in numbers of 4 or 8 bytes.</summary>
    public static byte[] Offsets(int bytes, params long[] offsets) => Box(
        bytes == 8 ? "co64" : "stco", Number(0), Number((uint)offsets.Length), [.. offsets.SelectMany(offset => bytes == 8 ? Number(offset) : Number((uint)offset))]);

    private static byte[] Number(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Number(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }
}
