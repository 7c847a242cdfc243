using Dragonfly.Local.Unlocks.Video.Pictures;

namespace Dragonfly.Local.Unlocks.Video.Recording;

/// <summary>Writes pictures as a bitmap's BI_RLE8 does: runs of one color, rows from the bottom up. Lossless, and every player of AVI files reads it.</summary>
internal static class Rle8
{
    private const int Longest = byte.MaxValue;
    private const int WorthARun = 3;

    /// <summary>Appends a picture to <paramref name="output"/>, an even number of bytes.</summary>
    public static void Write(Canvas canvas, MemoryStream output)
    {
        for (var y = canvas.Height - 1; y >= 0; y--)
        {
            WriteRow(canvas.RowAt(y), output);
            Pair(output, 0, 0); // The row ends.
        }

        Pair(output, 0, 1); // The picture ends.
    }

    private static void WriteRow(ReadOnlySpan<byte> row, MemoryStream output)
    {
        while (!row.IsEmpty)
        {
            var run = RunIn(row);
            if (run < WorthARun && DetailsIn(row) is >= WorthARun and var details)
            {
                Pair(output, 0, details);
                output.Write(row[..details]);
                if (details % 2 != 0) output.WriteByte(0);
                row = row[details..];
            }
            else
            {
                Pair(output, run, row[0]);
                row = row[run..];
            }
        }
    }

    private static int RunIn(ReadOnlySpan<byte> row)
    {
        var different = row.IndexOfAnyExcept(row[0]);
        return Math.Min(different < 0 ? row.Length : different, Longest);
    }

    // How many pixels there are before the next run that is worth one.
    private static int DetailsIn(ReadOnlySpan<byte> row)
    {
        var most = Math.Min(row.Length, Longest);
        for (var i = 0; i < most;)
        {
            var run = RunIn(row[i..]);
            if (run >= WorthARun) return i;
            i += run;
        }

        return most;
    }

    private static void Pair(MemoryStream output, int first, int second)
    {
        output.WriteByte((byte)first);
        output.WriteByte((byte)second);
    }
}
