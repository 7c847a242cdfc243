using System.Buffers.Binary;

namespace Dragonfly.Core.Bulletins.Images;

/// <summary>The one thing that is kept of a JPEG's Exif data: how the picture lies.</summary>
internal static class JpegExif
{
    private const int Orientation = 0x0112, Short = 3;

    private static ReadOnlySpan<byte> Head => "Exif\0\0"u8;

    /// <summary>2 to 8, as Exif counts the ways in which a picture is turned or mirrored; null when it is not, or nothing is said of it that can be read.</summary>
    public static byte? OrientationIn(ReadOnlySpan<byte> segment)
    {
        if (!segment.StartsWith(Head)) return null;
        var tiff = segment[Head.Length..];
        var little = tiff.StartsWith("II*\0"u8);
        if (tiff.Length < 8 || (!little && !tiff.StartsWith("MM\0*"u8))) return null;
        var directory = little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (directory > tiff.Length - 2) return null;
        var rest = tiff[(int)directory..];
        var count = U16(rest);
        rest = rest[2..];
        for (var entry = 0; entry < count && rest.Length >= 12; entry++, rest = rest[12..])
        {
            if (U16(rest) == Orientation) return U16(rest[2..]) == Short && U16(rest[8..]) is >= 2 and <= 8 and var way ? (byte)way : null;
        }

        return null;

        int U16(ReadOnlySpan<byte> bytes) => little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
    }

    /// <summary>Exif data that say this and nothing else.</summary>
    public static byte[] Of(byte orientation) => [.. Head, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, Short, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
}
