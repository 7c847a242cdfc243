namespace Dragonfly.Local.Unlocks.Video.Pictures;

/// <summary>What stands still in a camera's picture: a street before a skyline before the ridge, made up from a seed.</summary>
internal sealed class Scene
{
    public const int Width = 640;
    public const int Height = 360;

    /// <summary>Where the buildings stand and the sidewalk begins.</summary>
    public const int WalkTop = 238;

    /// <summary>Where the road begins.</summary>
    public const int RoadTop = 254;

    /// <summary>Where the road ends.</summary>
    public const int RoadBottom = 340;

    private readonly Random random;
    private readonly Theme theme;

    public Scene(Random random)
    {
        this.random = random;
        theme = Theme.All[random.Next(Theme.All.Length)];
        Palette = [.. theme.Palette()];
        Sky();
        Ridge(Ink.Ridge, 122, 24);
        Ridge(Ink.NearRidge, 150, 18);
        Buildings(Ink.Far, 18, 46, 56, 128, 8);
        Buildings(Ink.Middle, 34, 76, 46, 104, 10);
        Buildings(Ink.Near, 70, 140, 44, 84, 14);
        Street();
        Furniture();
    }

    public Canvas Still { get; } = new(Width, Height);

    public Rgb[] Palette { get; }

    private void Sky()
    {
        for (var y = 0; y < WalkTop; y++) Still.Fill(0, y, Width, 1, (byte)(Ink.Sky + (y * Ink.SkyShades / WalkTop)));
        Still.Disc(random.Next(120, 520), random.Next(70, 130), 16, Ink.Light);
    }

    private void Ridge(byte ink, int top, int height)
    {
        var (slow, fast, shift) = (90 + (random.NextDouble() * 60), 23 + (random.NextDouble() * 14), random.NextDouble() * 9);
        for (var x = 0; x < Width; x++)
        {
            var y = top - (int)(height * ((0.7 * Math.Sin(shift + (x / slow))) + (0.3 * Math.Sin((2 * shift) + (x / fast)))));
            Still.Fill(x, y, 1, WalkTop - y, ink);
        }
    }

    private void Buildings(byte ink, int narrowest, int widest, int lowest, int highest, int window)
    {
        for (var x = -random.Next(widest); x < Width;)
        {
            var (wide, high) = (random.Next(narrowest, widest), random.Next(lowest, highest));
            Still.Fill(x, WalkTop - high, wide, high, ink);
            if (random.Next(4) == 0) Still.Fill(x + (wide / 3), WalkTop - high - 8, wide / 4, 8, ink);
            Windows(x, WalkTop - high, wide, high, window);
            if (ink == Ink.Near) ShopFront(x, wide);
            x += wide + (random.Next(3) == 0 ? random.Next(narrowest) : 0);
        }
    }

    private void Windows(int left, int top, int wide, int high, int step)
    {
        var margin = (wide - (wide / step * step)) / 2;
        for (var y = top + 6; y + (step / 2) < top + high - step; y += step)
            for (var x = left + margin + (step / 4); x + (step / 2) <= left + wide - margin; x += step)
                Still.Fill(x, y, step / 2, step * 3 / 5, random.Next(100) < theme.LitWindows ? Ink.Lit : Ink.Unlit);
    }

    private void ShopFront(int left, int wide)
    {
        if (wide < 40) return;
        Still.Fill(left + 4, WalkTop - 24, wide - 8, 24, random.Next(2) == 0 ? Ink.Lit : Ink.Unlit);
        for (var x = left + 4; x < left + wide - 8; x += 22) Still.Fill(x, WalkTop - 24, 2, 24, Ink.Near);
        Still.Fill(left + 2, WalkTop - 30, wide - 4, 7, Ink.Awning);
    }

    private void Street()
    {
        Still.Fill(0, WalkTop, Width, Height - WalkTop, Ink.Walk);
        for (var y = RoadTop; y < RoadBottom; y++)
            Still.Fill(0, y, Width, 1, (byte)(Ink.Road + ((y - RoadTop) * Ink.RoadShades / (RoadBottom - RoadTop))));
        Still.Fill(0, RoadTop - 3, Width, 3, Ink.Curb);
        Still.Fill(0, RoadBottom, Width, 3, Ink.Curb);
        for (var x = random.Next(60) - 60; x < Width; x += 64) Still.Fill(x, (RoadTop + RoadBottom) / 2, 34, 3, Ink.Marking);
    }

    private void Furniture()
    {
        for (var x = random.Next(30, 120); x < Width; x += random.Next(110, 210))
        {
            if (random.Next(2) == 0) Lamp(x);
            else Tree(x);
        }
    }

    private void Lamp(int x)
    {
        Still.Fill(x, 150, 3, WalkTop + 8 - 150, Ink.Lamp);
        Still.Fill(x, 150, 22, 3, Ink.Lamp);
        Still.Fill(x + 16, 153, 8, 3, Ink.HeadLight);
    }

    private void Tree(int x)
    {
        Still.Fill(x - 2, 196, 5, WalkTop + 8 - 196, Ink.Trunk);
        Still.Disc(x, 188, 17, Ink.Tree);
        Still.Disc(x - 12, 198, 12, Ink.Tree);
        Still.Disc(x + 13, 197, 12, Ink.Tree);
    }
}
