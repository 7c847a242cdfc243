using Dragonfly.Local.Unlocks.Video.Pictures;

namespace Dragonfly.Local.Unlocks.Video.Recording;

/// <summary>What stands in an AVI file before its pictures.</summary>
internal static class AviHeader
{
    /// <summary>How long it is, with the head of the list of pictures.</summary>
    public const int Length = 12 + 8 + HeaderList + 12;

    private const int Colors = 256;
    private const int MainHeader = 56;
    private const int StreamHeader = 56;
    private const int Bitmap = 40 + (4 * Colors);
    private const int StreamList = 4 + 8 + StreamHeader + 8 + Bitmap;
    private const int HeaderList = 4 + 8 + MainHeader + 8 + StreamList;

    public static byte[] Write(ReadOnlySpan<Rgb> palette, int perSecond, int[] sizes, long movie, long index)
    {
        var bytes = new byte[Length];
        using var writer = new BinaryWriter(new MemoryStream(bytes));
        var largest = sizes.Max();

        Chunk("RIFF"u8, Length - 8 + movie + 8 + index);
        writer.Write("AVI "u8);
        Chunk("LIST"u8, HeaderList);
        writer.Write("hdrl"u8);

        Chunk("avih"u8, MainHeader);
        Numbers(1_000_000 / perSecond, largest * perSecond, 0, 0x10, sizes.Length, 0, 1, largest, Scene.Width, Scene.Height, 0, 0, 0, 0); // 0x10: there is an index.

        Chunk("LIST"u8, StreamList);
        writer.Write("strl"u8);
        Chunk("strh"u8, StreamHeader);
        writer.Write("vids"u8);
        writer.Write("mrle"u8);
        Numbers(0, 0, 0, 1, perSecond, 0, sizes.Length, largest, 10_000, 0, 0, Scene.Width | (Scene.Height << 16));

        Chunk("strf"u8, Bitmap);
        Numbers(40, Scene.Width, Scene.Height, 1 | (8 << 16), 1, Scene.Width * Scene.Height, 0, 0, Colors, 0); // One plane of 8 bits, in run lengths.
        for (var i = 0; i < Colors; i++)
        {
            var color = i < palette.Length ? palette[i] : default;
            writer.Write([color.Blue, color.Green, color.Red, 0]);
        }

        Chunk("LIST"u8, 4 + movie);
        writer.Write("movi"u8);
        return bytes;

        void Chunk(ReadOnlySpan<byte> name, long length)
        {
            writer.Write(name);
            writer.Write((uint)length);
        }

        void Numbers(params ReadOnlySpan<int> numbers)
        {
            foreach (var number in numbers) writer.Write(number);
        }
    }
}
