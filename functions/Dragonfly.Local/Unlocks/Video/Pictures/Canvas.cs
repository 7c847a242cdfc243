namespace Dragonfly.Local.Unlocks.Video.Pictures;

/// <summary>A picture of palette indexes. What falls outside it is not drawn.</summary>
internal sealed class Canvas(int width, int height)
{
    // Laid out as PNG filters it: each row begins with its filter's number, which is 0, none. So the bytes can be compressed as they are.
    private readonly byte[] rows = new byte[(width + 1) * height];

    public int Width => width;

    public int Height => height;

    public ReadOnlySpan<byte> Rows => rows;

    /// <summary>One row's pixels, from the left.</summary>
    public ReadOnlySpan<byte> RowAt(int y) => rows.AsSpan((y * (width + 1)) + 1, width);

    public void CopyFrom(Canvas other) => other.Rows.CopyTo(rows);

    public void Fill(int x, int y, int wide, int high, byte ink)
    {
        var (left, right) = (Math.Max(0, x), Math.Min(width, x + wide));
        if (left >= right) return;
        for (var row = Math.Max(0, y); row < Math.Min(height, y + high); row++)
            rows.AsSpan((row * (width + 1)) + 1 + left, right - left).Fill(ink);
    }

    public void Disc(int centerX, int centerY, int radius, byte ink)
    {
        for (var y = -radius; y <= radius; y++)
        {
            var half = (int)Math.Sqrt((radius * radius) - (y * y));
            Fill(centerX - half, centerY + y, (2 * half) + 1, 1, ink);
        }
    }

    /// <summary>Writes a line of text with an outline, so that it can be read on any ground.</summary>
    public void Write(int x, int y, int scale, string text, byte ink, byte outline)
    {
        Dots(x - 1, y - 1, scale, 2, text, outline);
        Dots(x, y, scale, 0, text, ink);
    }

    /// <summary>How wide a line of text is.</summary>
    public static int WidthOf(string text, int scale) => ((text.Length * (Font.Width + 1)) - 1) * scale;

    private void Dots(int x, int y, int scale, int larger, string text, byte ink)
    {
        for (var i = 0; i < text.Length; i++)
            for (var row = 0; row < Font.Height; row++)
                for (var column = 0; column < Font.Width; column++)
                    if (Font.IsSet(text[i], column, row))
                        Fill(x + (((i * (Font.Width + 1)) + column) * scale), y + (row * scale), scale + larger, scale + larger, ink);
    }
}
