using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Dragonfly.Conformance.Bulletins;

/// <summary>Pictures to attach, and what phones and others put into them beside what draws them.</summary>
public static class TestPictures
{
    /// <summary>A JPEG of 32 by 16 pixels, as it comes from an encoder: with a JFIF head and a comment.</summary>
    public static byte[] Jpeg { get; } = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAgAAAQABAAD//gAQTGF2YzU5LjM3LjEwMAD/2wBDAAgoKC8oLzc3Nzc3N0E8QUNDQ0FBQUFDQ0NISEhVVVVISEhDQ0hIUFBVVVxfXFdXVVdfX2RkZHh4c3OMjJGsrM//xAB+AAEBAQAAAAAAAAAAAAAAAAAGBQcBAAIDAQEAAAAAAAAAAAAAAAUGBwgDAQQQAAIBAwIFBQEAAAAAAAAAAAECEQAEA8HRIYFCQSMToTGREmERAAEDAQcBBgcBAAAAAAAAAAECAxEAUYExIUEEEpFhQsHRE9KiJKFiQyMz8f/AABEIABAAIAMBEgACEgADEgD/2gAMAwEAAhEDEQA/AAFkoZzPaDSmzxopJ9RTIiOG9dCQpQnSTQD1lIV/MnTXyrNx5TLCynIqKUyNJ5GegivbuGAptSQqQCFEgTEBWOfb9KMZ+nnpSXJiRiJyKPrerEN60htblw/gWOvtpi3fcv8ACkrc7hxREsqETbnh9tapn6eelG7jK4I8be+1Vnb1qSm9o1n8yj4ffS9u+5f4Vk4fW48v1Y43WxVmwYkOD2jWjVq74gxGNn/UfE8In+GiiFEiLKLFoNiQsKmz/TUqbhlLbhWnLniO0a3zTA5wegFaUFOIJEibRIiv/9k=");

    /// <summary>The signature of a PNG.</summary>
    public static byte[] PngSignature { get; } = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>A JPEG with more segments after its first marker.</summary>
    public static byte[] JpegWith(params byte[][] segments) => [0xFF, 0xD8, .. segments.SelectMany(segment => segment), .. Jpeg[2..]];

    /// <summary>A segment of a JPEG.</summary>
    public static byte[] Segment(byte marker, params ReadOnlySpan<byte> body) => [0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body];

    /// <summary>Exif data as a phone writes them: how the picture lies, the maker, and where it was taken.</summary>
    public static byte[] Exif(ushort orientation, bool littleEndian)
    {
        var tiff = new byte[64];
        (littleEndian ? "II*\0"u8 : "MM\0*"u8).CopyTo(tiff);
        U32(4, 8);
        U16(8, 2);
        U16(10, 0x010F);
        U16(12, 2);
        U32(14, 20);
        U32(18, 44);
        U16(22, 0x0112);
        U16(24, 3);
        U32(26, 1);
        U16(30, orientation);
        "35.0456 N secret GPS"u8.CopyTo(tiff.AsSpan(44));
        return Segment(0xE1, [.. "Exif\0\0"u8, .. tiff]);

        void U16(int at, ushort value)
        {
            if (littleEndian) BinaryPrimitives.WriteUInt16LittleEndian(tiff.AsSpan(at), value);
            else BinaryPrimitives.WriteUInt16BigEndian(tiff.AsSpan(at), value);
        }

        void U32(int at, uint value)
        {
            if (littleEndian) BinaryPrimitives.WriteUInt32LittleEndian(tiff.AsSpan(at), value);
            else BinaryPrimitives.WriteUInt32BigEndian(tiff.AsSpan(at), value);
        }
    }

    /// <summary>A PNG of one gray, whole and with nothing in it that does not draw it, but for chunks that are put before its pixels.</summary>
    public static byte[] Png(uint width = 32, uint height = 16, params byte[][] more) =>
        PngOf(width, height, Deflated(new byte[height * (width + 1)]), more);

    /// <summary>A PNG of 8-bit gray with such a zlib stream.</summary>
    public static byte[] PngOf(uint width, uint height, byte[] stream, params byte[][] more) =>
        [.. PngSignature, .. Header(width, height, 8, 0, 0), .. more.SelectMany(chunk => chunk), .. Chunk("IDAT", stream), .. Chunk("IEND")];

    /// <summary>The first chunk of a PNG.</summary>
    public static byte[] Header(uint width, uint height, byte depth, byte colors, byte interlace)
    {
        var body = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(body, width);
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(4), height);
        (body[8], body[9], body[12]) = (depth, colors, interlace);
        return Chunk("IHDR", body);
    }

    /// <summary>A chunk of a PNG.</summary>
    public static byte[] Chunk(string type, params ReadOnlySpan<byte> body)
    {
        byte[] chunk = [0, 0, 0, 0, .. Encoding.ASCII.GetBytes(type), .. body, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, body.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc(chunk.AsSpan(4..^4)));
        return chunk;
    }

    /// <summary>A zlib stream.</summary>
    public static byte[] Deflated(ReadOnlySpan<byte> bytes)
    {
        using var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, CompressionLevel.Optimal)) zlib.Write(bytes);
        return stream.ToArray();
    }

    // Bit by bit, as the standard tells it.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        return ~crc;
    }
}
