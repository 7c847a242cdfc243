using System.Buffers.Binary;
using System.IO.Compression;

namespace Dragonfly.Local.Unlocks.Video.Pictures;

/// <summary>Writes pictures of at most 256 colors as PNG.</summary>
internal static class Png
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    /// <summary>Appends a picture to <paramref name="output"/>.</summary>
    public static void Write(Canvas canvas, ReadOnlySpan<Rgb> palette, MemoryStream output)
    {
        output.Write(Signature);

        var start = Begin(output, "IHDR"u8);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, canvas.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], canvas.Height);
        (header[8], header[9]) = (8, 3); // bits for each pixel, which is an index into the palette
        output.Write(header);
        End(output, start);

        start = Begin(output, "PLTE"u8);
        foreach (var color in palette) output.Write([color.Red, color.Green, color.Blue]);
        End(output, start);

        start = Begin(output, "IDAT"u8);
        using (var compressed = new ZLibStream(output, CompressionLevel.Fastest, leaveOpen: true)) compressed.Write(canvas.Rows);
        End(output, start);

        End(output, Begin(output, "IEND"u8));
    }

    private static int Begin(MemoryStream output, ReadOnlySpan<byte> type)
    {
        var start = (int)output.Position;
        output.Write([0, 0, 0, 0]);
        output.Write(type);
        return start;
    }

    private static void End(MemoryStream output, int start)
    {
        var chunk = output.GetBuffer().AsSpan(start, (int)output.Position - start);
        BinaryPrimitives.WriteInt32BigEndian(chunk, chunk.Length - 8);
        Span<byte> crc = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(crc, Crc32.Of(chunk[4..]));
        output.Write(crc);
    }
}
