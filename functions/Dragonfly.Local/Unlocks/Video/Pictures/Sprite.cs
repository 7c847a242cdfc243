namespace Dragonfly.Local.Unlocks.Video.Pictures;

/// <summary>A small drawing in characters, each a square of a color. It looks to the right.</summary>
internal sealed class Sprite(string art, int scale)
{
    private readonly string[] lines = art.ReplaceLineEndings("\n").Split('\n');

    public static Sprite Car { get; } = new("""
        ..........bbbbbbbbbb..........
        ........bbgggggbgggbb.........
        .......bggggggbgggggbb........
        .bbbbbbbbbbbbbbbbbbbbbbbbbb...
        rbbbbbbbbbbbbbbbbbbbbbbbbbbbb.
        rbbbbbbbbbbbbbbbbbbbbbbbbbbbhh
        bbbbttttbbbbbbbbbbbbbttttbbbbb
        bbbttttttbbbbbbbbbbbttttttbbb.
        ...ttmmtt...........ttmmtt....
        ....tttt.............tttt.....
        """, 3);

    public static Sprite Van { get; } = new("""
        bbbbbbbbbbbbbbbbbbbbbbbb........
        bbbbbbbbbbbbbbbbbbbbbbbbb.......
        bbbbbbbbbbbbbbbbbbggggggbb......
        bbbbbbbbbbbbbbbbbbgggggggbb.....
        bbbbbbbbbbbbbbbbbbggggggggbbbb..
        bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.
        rbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbh
        rbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbh
        bbbbttttbbbbbbbbbbbbbbbttttbbbbb
        bbbttttttbbbbbbbbbbbbbttttttbbb.
        ...ttmmtt.............ttmmtt....
        ....tttt...............tttt.....
        """, 3);

    public static Sprite Bus { get; } = new("""
        .bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.
        bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
        bggggbggggbggggbggggbggggbggggbggggbbgggggb
        bggggbggggbggggbggggbggggbggggbggggbbgggggg
        bggggbggggbggggbggggbggggbggggbggggbbgggggg
        bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbgggbbbgggggg
        mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmgggmmmmmmmmm
        rbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbgggbbbbbbbbb
        rbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbgggbbbbbbbbh
        bbbbbbbttttbbbbbbbbbbbbbbbbbbbbgggbttttbbbh
        bbbbbbttttttbbbbbbbbbbbbbbbbbbbbbbttttttbbb
        ......ttmmtt......................ttmmtt...
        .......tttt........................tttt....
        """, 3);

    public static Sprite Striding { get; } = new("""
        ..ss.
        ..ss.
        .ccc.
        cccc.
        c.ccc
        .cc..
        .ppp.
        .p.pp
        pp..p
        """, 3);

    public static Sprite Standing { get; } = new("""
        ..ss.
        ..ss.
        .ccc.
        .ccc.
        .ccc.
        .ccc.
        .pp..
        .pp..
        .pp..
        """, 3);

    public int Width => lines[0].Length * scale;

    public int Height => lines.Length * scale;

    /// <summary>Draws it with its left edge at <paramref name="x"/> and its feet or wheels on <paramref name="ground"/>.</summary>
    public void Draw(Canvas canvas, int x, int ground, bool toTheLeft, byte paint)
    {
        for (var row = 0; row < lines.Length; row++)
            for (var column = 0; column < lines[row].Length; column++)
                if (InkOf(lines[row][column], paint) is { } ink)
                    canvas.Fill(x + ((toTheLeft ? lines[row].Length - 1 - column : column) * scale), ground - Height + (row * scale), scale, scale, ink);
    }

    private static byte? InkOf(char character, byte paint) => character switch
    {
        'b' => paint,
        'g' => Ink.Glass,
        't' => Ink.Tire,
        'm' => Ink.Curb,
        'h' => Ink.HeadLight,
        'r' => Ink.TailLight,
        's' => Ink.Skin,
        'c' => Ink.Coat,
        'p' => Ink.Trousers,
        _ => null,
    };
}
