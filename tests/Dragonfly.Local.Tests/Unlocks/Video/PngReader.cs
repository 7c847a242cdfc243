using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Shouldly;

namespace Dragonfly.Local.Tests.Unlocks.Video;

/// <summary>A picture read back, by the letter of the PNG specification, for pictures with a palette and without filters.</summary>
internal sealed record PngReader(int Width, int Height, byte[] Palette, byte[] Rows)
{
    public (byte Red, byte Green, byte Blue) this[int x, int y]
    {
        get
        {
            var index = Rows[(y * (Width + 1)) + 1 + x] * 3;
            return (Palette[index], Palette[index + 1], Palette[index + 2]);
        }
    }

    public static PngReader Read(ReadOnlySpan<byte> png)
    {
        png[..8].ToArray().ShouldBe([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var chunks = new List<(string Type, byte[] Data)>();
        for (var rest = png[8..]; !rest.IsEmpty;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(rest);
            BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + length)..]).ShouldBe(Crc(rest[4..(8 + length)]));
            chunks.Add((Encoding.ASCII.GetString(rest[4..8]), rest[8..(8 + length)].ToArray()));
            rest = rest[(12 + length)..];
        }

        chunks.Select(chunk => chunk.Type).ShouldBe(["IHDR", "PLTE", "IDAT", "IEND"]);
        var header = chunks[0].Data;
        header[8..].ShouldBe([8, 3, 0, 0, 0]);
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)));
        var rows = new MemoryStream();
        new ZLibStream(new MemoryStream(chunks[2].Data), CompressionMode.Decompress).CopyTo(rows);
        rows.Length.ShouldBe((width + 1) * height);
        var read = new PngReader(width, height, chunks[1].Data, rows.ToArray());
        for (var y = 0; y < height; y++) read.Rows[y * (width + 1)].ShouldBe((byte)0);
        read.Rows.ShouldAllBe(index => index < read.Palette.Length / 3);
        return read;
    }

    // Bit by bit, so that it shares nothing with the writer's table.
    private static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        return ~crc;
    }
}
