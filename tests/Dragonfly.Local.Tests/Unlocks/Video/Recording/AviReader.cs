using System.Buffers.Binary;
using System.Text;

namespace Dragonfly.Local.Tests.Unlocks.Video.Recording;

/// <summary>A recording read back, by the letter of Microsoft's AVI RIFF and bitmap formats, for one stream of 8-bit run-length pictures.</summary>
internal sealed record AviReader(int Width, int Height, int MicrosecondsPerFrame, byte[] Palette, IReadOnlyList<byte[]> Frames)
{
    public static AviReader Read(byte[] file)
    {
        var riff = Chunks(file).ShouldHaveSingleItem();
        riff.Name.ShouldBe("RIFF");
        Name(riff.Data).ShouldBe("AVI ");
        var parts = Chunks(riff.Data[4..]).ToArray();
        parts.Select(part => part.Name).ShouldBe(["LIST", "LIST", "idx1"]);

        var header = Chunks(List(parts[0], "hdrl")).ToArray();
        var main = header[0].Data;
        var stream = Chunks(List(header[1], "strl")).ToArray();
        (header[0].Name, stream[0].Name, stream[1].Name).ShouldBe(("avih", "strh", "strf"));
        (Name(stream[0].Data), Name(stream[0].Data[4..])).ShouldBe(("vids", "mrle"));
        var format = stream[1].Data;
        (Int(format, 0), Short(format, 12), Short(format, 14), Int(format, 16)).ShouldBe((40, 1, 8, 1), "one plane of 8 bits in BI_RLE8");
        var (width, height) = (Int(format, 4), Int(format, 8));
        (Int(main, 32), Int(main, 36)).ShouldBe((width, height));
        Int(stream[0].Data, 24).ShouldBe(1_000_000 / Int(main, 0));

        var movie = List(parts[1], "movi");
        var frames = Chunks(movie).ToArray();
        frames.ShouldAllBe(frame => frame.Name == "00dc");
        (Int(main, 16), Int(stream[0].Data, 32)).ShouldBe((frames.Length, frames.Length));
        parts[2].Data.Length.ShouldBe(16 * frames.Length);
        var offset = 4;
        foreach (var (index, frame) in frames.Index())
        {
            var entry = parts[2].Data[(16 * index)..];
            (Name(entry), Int(entry, 4), Int(entry, 8), Int(entry, 12)).ShouldBe(("00dc", 0x10, offset, frame.Data.Length));
            offset += 8 + frame.Data.Length;
        }

        return new(width, height, Int(main, 0), format[40..], [.. frames.Select(frame => Decode(frame.Data, width, height))]);
    }

    public (byte Red, byte Green, byte Blue) At(int frame, int x, int y)
    {
        var index = Frames[frame][(y * Width) + x] * 4;
        return (Palette[index + 2], Palette[index + 1], Palette[index]);
    }

    public static byte[] Decode(byte[] data, int width, int height)
    {
        var (pixels, x, y, at) = (new byte[width * height], 0, height - 1, 0);
        while (true)
        {
            var (count, value) = (data[at], data[at + 1]);
            at += 2;
            if (count > 0)
            {
                pixels.AsSpan((y * width) + x, count).Fill(value);
                x += count;
            }
            else if (value == 0)
            {
                x.ShouldBe(width);
                (x, y) = (0, y - 1);
            }
            else if (value == 1)
            {
                (x, y, at).ShouldBe((0, -1, data.Length));
                return pixels;
            }
            else
            {
                value.ShouldBeGreaterThan((byte)2, "2 would be a jump");
                data.AsSpan(at, value).CopyTo(pixels.AsSpan((y * width) + x));
                x += value;
                at += value + (value % 2);
            }
        }
    }

    private static IEnumerable<(string Name, byte[] Data)> Chunks(byte[] data)
    {
        for (var at = 0; at < data.Length;)
        {
            var length = Int(data, at + 4);
            yield return (Name(data[at..]), data[(at + 8)..(at + 8 + length)]);
            at += 8 + length + (length % 2);
        }
    }

    private static byte[] List((string Name, byte[] Data) chunk, string kind)
    {
        (chunk.Name, Name(chunk.Data)).ShouldBe(("LIST", kind));
        return chunk.Data[4..];
    }

    private static string Name(byte[] data) => Encoding.ASCII.GetString(data, 0, 4);

    private static int Int(byte[] data, int at) => BinaryPrimitives.ReadInt32LittleEndian(data.AsSpan(at));

    private static int Short(byte[] data, int at) => BinaryPrimitives.ReadInt16LittleEndian(data.AsSpan(at));
}
