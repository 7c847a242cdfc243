using System.Buffers;
using System.Buffers.Binary;

namespace Dragonfly.Core.Bulletins.Images;

/// <summary>JPEG (ITU-T T.81) marker by marker: tables, frame and scans are kept, and of all else the two facts without which it is drawn wrongly, how it lies and how its colors are coded.</summary>
internal static class JpegCleaner
{
    private const byte StartOfScan = 0xDA, EndOfImage = 0xD9, Exif = 0xE1, Adobe = 0xEE;

    // A progressive picture has a dozen; each costs whoever draws it a pass over all pixels.
    private const int MostScans = 100;

    /// <summary>What a file begins with.</summary>
    public static ReadOnlySpan<byte> Signature => [0xFF, 0xD8, 0xFF];

    /// <summary>The picture without what does not draw it, or why it is none.</summary>
    public static CleanPicture Clean(ReadOnlySpan<byte> file)
    {
        var kept = new ArrayBufferWriter<byte>(file.Length);
        var (at, scans, components) = (2, 0, 0);
        byte? orientation = null, transform = null;
        while (TryReadMarker(file, ref at, out var marker))
        {
            if (marker is EndOfImage)
            {
                if (scans == 0) break;
                kept.Write((ReadOnlySpan<byte>)[0xFF, EndOfImage]);
                return new("image/jpeg", Assemble(kept.WrittenSpan, orientation, transform), null);
            }

            if (!TryReadSegment(file, ref at, out var body)) break;
            switch (marker)
            {
                case 0xC0 or 0xC1 or 0xC2:
                    if (components > 0 || !JpegSegments.IsFrame(body)) return CleanPicture.Faulty(PictureFault.Broken);
                    if (Pictures.FaultOf(BinaryPrimitives.ReadUInt16BigEndian(body[3..]), BinaryPrimitives.ReadUInt16BigEndian(body[1..])) is { } fault) return CleanPicture.Faulty(fault);
                    components = body[5];
                    break;
                case 0xC4:
                    if (!JpegSegments.IsHuffmanTables(body)) return CleanPicture.Faulty(PictureFault.Broken);
                    break;
                case 0xDB:
                    if (!JpegSegments.IsQuantizationTables(body)) return CleanPicture.Faulty(PictureFault.Broken);
                    break;
                case 0xDD:
                    if (body.Length != 2) return CleanPicture.Faulty(PictureFault.Broken);
                    break;
                case StartOfScan:
                    if (components == 0 || ++scans > MostScans || !JpegSegments.IsScan(body)) return CleanPicture.Faulty(PictureFault.Broken);
                    break;
                case >= 0xC0 and <= 0xCF: // Lossless, hierarchical or arithmetic.
                    return CleanPicture.Faulty(PictureFault.Unsupported);
                case Exif:
                    orientation ??= JpegExif.OrientationIn(body);
                    continue;
                case Adobe:
                    if (body.Length >= 12 && body.StartsWith("Adobe"u8)) transform ??= body[11];
                    continue;
                case (>= 0xE0 and <= 0xEF) or 0xFE or (>= 0xF0 and <= 0xFD):
                    continue;
                default:
                    return CleanPicture.Faulty(PictureFault.Broken);
            }

            Write(kept, marker, body);
            if (marker is StartOfScan && !TryCopyScan(file, ref at, kept)) break;
        }

        return CleanPicture.Faulty(PictureFault.Broken);
    }

    private static byte[] Assemble(ReadOnlySpan<byte> kept, byte? orientation, byte? transform)
    {
        var whole = new ArrayBufferWriter<byte>(kept.Length + 64);
        whole.Write((ReadOnlySpan<byte>)[0xFF, 0xD8]);
        if (orientation is { } lies) Write(whole, Exif, JpegExif.Of(lies));
        if (transform is <= 2 and var coded) Write(whole, Adobe, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, coded]);
        whole.Write(kept);
        return whole.WrittenSpan.ToArray();
    }

    private static void Write(ArrayBufferWriter<byte> to, byte marker, ReadOnlySpan<byte> body)
    {
        to.Write((ReadOnlySpan<byte>)[0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2)]);
        to.Write(body);
    }

    // Any number of 0xFF may stand before a marker.
    private static bool TryReadMarker(ReadOnlySpan<byte> file, ref int at, out byte marker)
    {
        marker = 0;
        if (at >= file.Length || file[at] != 0xFF) return false;
        while (at < file.Length && file[at] == 0xFF) at++;
        if (at == file.Length) return false;
        marker = file[at++];
        return true;
    }

    private static bool TryReadSegment(ReadOnlySpan<byte> file, ref int at, out ReadOnlySpan<byte> body)
    {
        body = default;
        if (file.Length - at < 2) return false;
        var length = BinaryPrimitives.ReadUInt16BigEndian(file[at..]);
        if (length < 2 || file.Length - at < length) return false;
        body = file[(at + 2)..(at + length)];
        at += length;
        return true;
    }

    // Up to the next marker that is no restart. Within, a zero follows each 0xFF that is none.
    private static bool TryCopyScan(ReadOnlySpan<byte> file, ref int at, ArrayBufferWriter<byte> kept)
    {
        var start = at;
        while (true)
        {
            var next = file[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= file.Length) return false;
            at += next;
            if (file[at + 1] is 0 or (>= 0xD0 and <= 0xD7)) at += 2;
            else break;
        }

        kept.Write(file[start..at]);
        return at > start;
    }
}
