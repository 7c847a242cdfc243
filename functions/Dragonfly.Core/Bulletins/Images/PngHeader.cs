using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Dragonfly.Core.Bulletins.Images;

/// <summary>A PNG's first chunk.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="BitsPerPixel">Of all channels together.</param>
/// <param name="Interlaced">Whether it comes in seven passes.</param>
internal sealed record PngHeader(uint Width, uint Height, int BitsPerPixel, bool Interlaced)
{
    // Where each of the seven passes begins, and how far apart its pixels are.
    private static readonly (int X, int Y, int StepX, int StepY)[] Passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>Why a picture of this size is not taken; null when it is.</summary>
    public string? Fault => Pictures.FaultOf(Width, Height) ?? (PixelBytes > Pictures.MostPixelBytes ? PictureFault.TooLarge : null);

    /// <summary>How many bytes its pixels take once they are not compressed: each line has one more, its filter.</summary>
    public long PixelBytes => Interlaced
        ? Passes.Sum(pass => Bytes(Steps(Width, pass.X, pass.StepX), Steps(Height, pass.Y, pass.StepY)))
        : Bytes(Width, Height);

    /// <summary>Reads it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> body, [NotNullWhen(true)] out PngHeader? header)
    {
        header = null;
        if (body.Length != 13 || body[10] != 0 || body[11] != 0 || body[12] > 1) return false;
        var depth = body[8];
        var channels = (body[9], depth) switch
        {
            (0, 1 or 2 or 4 or 8 or 16) => 1,
            (2, 8 or 16) => 3,
            (3, 1 or 2 or 4 or 8) => 1,
            (4, 8 or 16) => 2,
            (6, 8 or 16) => 4,
            _ => 0,
        };
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(body), BinaryPrimitives.ReadUInt32BigEndian(body[4..]));
        if (channels == 0 || width > int.MaxValue || height > int.MaxValue) return false;
        header = new(width, height, depth * channels, body[12] == 1);
        return true;
    }

    private static long Steps(long size, int first, int step) => size > first ? ((size - first - 1) / step) + 1 : 0;

    private long Bytes(long width, long height) => width == 0 ? 0 : height * (1 + (((width * BitsPerPixel) + 7) / 8));
}
