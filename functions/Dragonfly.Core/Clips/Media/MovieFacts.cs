using System.Buffers.Binary;

namespace Dragonfly.Core.Clips.Media;

/// <summary>What the boxes of a movie say of it.</summary>
internal sealed class MovieFacts
{
    private uint scale;
    private ulong duration;
    private ulong extent;

    /// <summary>Whether there is a header, without which nothing plays.</summary>
    public bool HasHeader { get; private set; }

    /// <summary>Whether there is a track of pictures.</summary>
    public bool HasPictures { get; set; }

    /// <summary>Where in the file the last of what is played begins.</summary>
    public ulong LastAt { get; private set; }

    /// <summary>How long it plays; 0 when that is not said.</summary>
    public double Seconds => scale == 0 ? 0 : (double)Math.Max(duration, extent) / scale;

    /// <summary>Reads the first 32 bytes of <c>mvhd</c>.</summary>
    public void ReadHeader(ReadOnlySpan<byte> box)
    {
        HasHeader = true;
        (scale, duration) = box[0] == 1
            ? (BinaryPrimitives.ReadUInt32BigEndian(box[20..]), Known(BinaryPrimitives.ReadUInt64BigEndian(box[24..])))
            : (BinaryPrimitives.ReadUInt32BigEndian(box[12..]), Known(BinaryPrimitives.ReadUInt32BigEndian(box[16..])));
    }

    /// <summary>Reads <c>mehd</c>: how long a movie in fragments plays.</summary>
    public void ReadExtent(ReadOnlySpan<byte> box) =>
        extent = box.Length >= 12 && box[0] == 1 ? BinaryPrimitives.ReadUInt64BigEndian(box[4..]) : BinaryPrimitives.ReadUInt32BigEndian(box[4..]);

    /// <summary>Notes that something to be played begins there.</summary>
    public void PlaysFrom(ulong position) => LastAt = Math.Max(LastAt, position);

    private static ulong Known(uint time) => time == uint.MaxValue ? 0 : time;

    private static ulong Known(ulong time) => time == ulong.MaxValue ? 0 : time;
}
