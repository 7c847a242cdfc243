namespace Dragonfly.Local.Unlocks.Video.Pictures;

/// <summary>Something that crosses the picture again and again; where it is depends on the time alone.</summary>
/// <param name="Looks">How it looks, one after the other as it goes.</param>
/// <param name="Ground">Where its feet or wheels are.</param>
/// <param name="Speed">Pixels a second; below 0 to the left.</param>
/// <param name="Paint">Its paint, if it has one.</param>
/// <param name="Every">How far apart its appearances are, in pixels; more than the picture's width and its own.</param>
/// <param name="Phase">Where it was when time began.</param>
internal sealed record Mover(Sprite[] Looks, int Ground, int Speed, byte Paint, int Every, int Phase)
{
    private const int Stride = 12;

    /// <summary>Draws it where it is at a moment.</summary>
    public void Draw(Canvas canvas, DateTimeOffset at)
    {
        var gone = (at.ToUnixTimeMilliseconds() * Speed / 1000) + Phase;
        var x = (int)(((gone % Every) + Every) % Every) - Looks[0].Width;
        var look = Looks[(int)(Math.Abs(gone) / Stride % Looks.Length)];
        canvas.Fill(x + 4, Ground - 2, look.Width - 8, 4, Ink.Shadow);
        look.Draw(canvas, x, Ground, Speed < 0, Paint);
    }

    /// <summary>What moves in a scene, the farthest first.</summary>
    public static Mover[] Of(Random random) =>
    [
        new([Sprite.Standing, Sprite.Striding], Scene.RoadTop - 5, random.Next(2) == 0 ? 22 : -22, 0, 900, random.Next(900)),
        Vehicle(random, 286, -random.Next(70, 120)),
        Vehicle(random, 323, random.Next(80, 140)),
    ];

    private static Mover Vehicle(Random random, int ground, int speed) =>
        new(
            [random.Next(5) switch { 0 => Sprite.Bus, 1 => Sprite.Van, _ => Sprite.Car }],
            ground,
            speed,
            (byte)(Ink.Paint + random.Next(Ink.Paints)),
            random.Next(800, 1100),
            random.Next(1000));
}
