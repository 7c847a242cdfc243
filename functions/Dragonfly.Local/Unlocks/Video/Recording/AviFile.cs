using System.Buffers.Binary;
using Dragonfly.Local.Unlocks.Video.Pictures;

namespace Dragonfly.Local.Unlocks.Video.Recording;

/// <summary>
/// What a camera saw in a time, as an AVI file: five pictures a second, each whole, in 256 colors and run lengths. An hour is some 400 MB, far from the 4 GB
/// that such a file can hold. The same camera and time always make the same bytes.
/// </summary>
internal sealed class AviFile
{
    public const string ContentType = "video/x-msvideo";

    private const int PerSecond = 5;
    private const int ChunkHead = 8;
    private const int IndexEntry = 16;

    private static readonly TimeSpan FrameTime = TimeSpan.FromSeconds(1) / PerSecond;

    private readonly DateTimeOffset from;
    private readonly int[] sizes;

    private AviFile(DateTimeOffset from, int[] sizes) => (this.from, this.sizes) = (from, sizes);

    /// <summary>The file's length in bytes.</summary>
    public long Length => AviHeader.Length + MovieLength + ChunkHead + IndexLength;

    private long MovieLength => sizes.Sum(size => (long)ChunkHead + size);

    private long IndexLength => (long)IndexEntry * sizes.Length;

    /// <summary>Draws every picture to learn how large it is.</summary>
    public static AviFile Measure(CameraPicture camera, DateTimeOffset from, DateTimeOffset to)
    {
        var file = new AviFile(from, new int[Math.Max(1, (int)((to - from) / FrameTime))]);
        foreach (var (index, frame) in file.Frames(camera).Index()) file.sizes[index] = frame.Length;
        return file;
    }

    /// <summary>The file's bytes, part by part. A part stands until the next one is asked for.</summary>
    /// <param name="camera">The camera that was measured, looked through anew.</param>
    public IEnumerable<ReadOnlyMemory<byte>> Write(CameraPicture camera)
    {
        yield return AviHeader.Write(camera.Palette, PerSecond, sizes, MovieLength, IndexLength);
        var head = new byte[ChunkHead];
        foreach (var frame in Frames(camera))
        {
            yield return Chunk(head, "00dc"u8, frame.Length);
            yield return frame;
        }

        yield return Chunk(head, "idx1"u8, (int)IndexLength);
        yield return Index();
    }

    private IEnumerable<ReadOnlyMemory<byte>> Frames(CameraPicture camera)
    {
        var frame = new MemoryStream(64 * 1024);
        for (var i = 0; i < sizes.Length; i++)
        {
            frame.SetLength(0);
            Rle8.Write(camera.Draw(from + (i * FrameTime)), frame);
            yield return frame.GetBuffer().AsMemory(0, (int)frame.Length);
        }
    }

    private byte[] Index()
    {
        var (index, offset) = (new byte[IndexLength], 4); // Counted from the word "movi".
        for (var i = 0; i < sizes.Length; i++)
        {
            var entry = index.AsSpan(i * IndexEntry, IndexEntry);
            "00dc"u8.CopyTo(entry);
            BinaryPrimitives.WriteInt32LittleEndian(entry[4..], 0x10); // It needs no other picture.
            BinaryPrimitives.WriteInt32LittleEndian(entry[8..], offset);
            BinaryPrimitives.WriteInt32LittleEndian(entry[12..], sizes[i]);
            offset += ChunkHead + sizes[i];
        }

        return index;
    }

    private static byte[] Chunk(byte[] head, ReadOnlySpan<byte> name, int length)
    {
        name.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), length);
        return head;
    }
}
