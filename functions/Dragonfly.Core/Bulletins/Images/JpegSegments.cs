namespace Dragonfly.Core.Bulletins.Images;

/// <summary>Whether what a JPEG's segments hold is exactly what they must: there is no room in one for anything else.</summary>
internal static class JpegSegments
{
    /// <summary>A frame of 8-bit samples.</summary>
    public static bool IsFrame(ReadOnlySpan<byte> body) => body.Length >= 6 && body[0] == 8 && body[5] is 1 or 3 or 4 && body.Length == 6 + (3 * body[5]);

    /// <summary>A scan's head.</summary>
    public static bool IsScan(ReadOnlySpan<byte> body) => body.Length >= 1 && body[0] is >= 1 and <= 4 && body.Length == 4 + (2 * body[0]);

    /// <summary>Quantization tables, whole.</summary>
    public static bool IsQuantizationTables(ReadOnlySpan<byte> body)
    {
        while (!body.IsEmpty)
        {
            var length = 1 + (64 * ((body[0] >> 4) + 1));
            if (body[0] >> 4 > 1 || (body[0] & 15) > 3 || body.Length < length) return false;
            body = body[length..];
        }

        return true;
    }

    /// <summary>Huffman tables, whole.</summary>
    public static bool IsHuffmanTables(ReadOnlySpan<byte> body)
    {
        while (!body.IsEmpty)
        {
            if (body.Length < 17 || body[0] >> 4 > 1 || (body[0] & 15) > 3) return false;
            var codes = 0;
            foreach (var count in body[1..17]) codes += count;
            if (codes > 256 || body.Length < 17 + codes) return false;
            body = body[(17 + codes)..];
        }

        return true;
    }
}
