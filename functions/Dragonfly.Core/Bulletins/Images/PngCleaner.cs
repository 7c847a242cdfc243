using System.Buffers;
using System.Buffers.Binary;

namespace Dragonfly.Core.Bulletins.Images;

/// <summary>PNG (W3C, third edition) chunk by chunk: those without which it cannot be drawn are kept, and those few of fixed length that say which colors are meant.</summary>
internal static class PngCleaner
{
    /// <summary>What a file begins with.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The picture without what does not draw it, or why it is none.</summary>
    public static CleanPicture Clean(ReadOnlyMemory<byte> file)
    {
        var (kept, data) = (new ArrayBufferWriter<byte>(file.Length), new List<ReadOnlyMemory<byte>>());
        kept.Write(Signature);
        PngHeader? header = null;
        var isDataOver = false;
        for (var at = Signature.Length; TryReadChunk(file, ref at, out var type, out var body);)
        {
            var span = body.Span;
            var isFirst = header is null;
            switch (type)
            {
                case "IHDR":
                    if (!isFirst || !PngHeader.TryRead(span, out header)) return CleanPicture.Faulty(PictureFault.Broken);
                    if (header.Fault is { } fault) return CleanPicture.Faulty(fault);
                    break;
                case var _ when isFirst:
                    return CleanPicture.Faulty(PictureFault.Broken);
                case "IDAT":
                    if (isDataOver) return CleanPicture.Faulty(PictureFault.Broken);
                    data.Add(body);
                    break;
                case "IEND":
                    if (span.Length > 0 || !PngPixels.AreWhole(data, header!.PixelBytes)) return CleanPicture.Faulty(PictureFault.Broken);
                    Write(kept, type, span);
                    return new("image/png", kept.WrittenSpan.ToArray(), null);
                case "PLTE":
                    if (data.Count > 0 || span.Length is 0 or > 768 || span.Length % 3 != 0) return CleanPicture.Faulty(PictureFault.Broken);
                    break;
                case var _ when (file.Span[at - body.Length - 8] & 0x20) == 0: // Critical, and not known: it cannot be drawn without it.
                    return CleanPicture.Faulty(PictureFault.Broken);
                case "tRNS" when data.Count == 0 && span.Length <= 256:
                case "gAMA" when data.Count == 0 && span.Length == 4:
                case "cHRM" when data.Count == 0 && span.Length == 32:
                case "sRGB" when data.Count == 0 && span.Length == 1:
                    break;
                default:
                    isDataOver |= data.Count > 0;
                    continue;
            }

            isDataOver |= data.Count > 0 && type is not "IDAT";
            Write(kept, type, span);
        }

        return CleanPicture.Faulty(PictureFault.Broken);
    }

    private static bool TryReadChunk(ReadOnlyMemory<byte> file, ref int at, out string type, out ReadOnlyMemory<byte> body)
    {
        (type, body) = ("", default);
        var rest = file.Span[at..];
        if (rest.Length < 12) return false;
        var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (length > rest.Length - 12) return false;
        var size = (int)length;
        if (PngCrc.Of(rest.Slice(4, size + 4)) != BinaryPrimitives.ReadUInt32BigEndian(rest[(size + 8)..])) return false;
        type = string.Create(4, rest.Slice(4, 4), static (name, bytes) => System.Text.Encoding.Latin1.GetChars(bytes, name));
        body = file.Slice(at + 8, size);
        at += size + 12;
        return true;
    }

    private static void Write(ArrayBufferWriter<byte> to, string type, ReadOnlySpan<byte> body)
    {
        var chunk = to.GetSpan(body.Length + 12)[..(body.Length + 12)];
        BinaryPrimitives.WriteInt32BigEndian(chunk, body.Length);
        System.Text.Encoding.Latin1.GetBytes(type, chunk[4..]);
        body.CopyTo(chunk[8..]);
        BinaryPrimitives.WriteUInt32BigEndian(chunk[^4..], PngCrc.Of(chunk[4..^4]));
        to.Advance(chunk.Length);
    }
}
