using System.Globalization;
using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;

namespace Dragonfly.Local.Unlocks.Video.Pictures;

/// <summary>What a simulated camera sees: a street of its own with traffic, its name and place, and the time. Not safe for two threads at once.</summary>
internal sealed class CameraPicture
{
    private const int Margin = 10;

    private readonly Scene scene;
    private readonly Mover[] movers;
    private readonly Canvas canvas = new(Scene.Width, Scene.Height);
    private readonly MemoryStream png = new(64 * 1024);

    public CameraPicture(FeedId feed, string name, GeoPoint? place)
    {
        var random = new Random(Seed(feed.Value));
        scene = new(random);
        movers = Mover.Of(random);
        Label(name, feed.Value, place);
    }

    /// <summary>The colors of what is drawn.</summary>
    public ReadOnlySpan<Rgb> Palette => scene.Palette;

    /// <summary>The picture at a moment, as PNG. It stands until the next one is rendered.</summary>
    public ReadOnlyMemory<byte> Render(DateTimeOffset at)
    {
        Draw(at);
        png.SetLength(0);
        Png.Write(canvas, scene.Palette, png);
        return png.GetBuffer().AsMemory(0, (int)png.Length);
    }

    /// <summary>The picture at a moment. It stands until the next one is drawn.</summary>
    public Canvas Draw(DateTimeOffset at)
    {
        canvas.CopyFrom(scene.Still);
        foreach (var mover in movers) mover.Draw(canvas, at);
        var clock = at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.f 'UTC'", CultureInfo.InvariantCulture);
        canvas.Write(Margin, Scene.Height - 21 - Margin, 3, clock, Ink.Caption, Ink.Outline);
        return canvas;
    }

    private void Label(string name, string feed, GeoPoint? place)
    {
        const string mark = "SIMULATED";
        var still = scene.Still;
        var badge = Canvas.WidthOf(mark, 2) + 16;
        var room = Scene.Width - badge - (3 * Margin);
        var scale = Canvas.WidthOf(name, 3) <= room ? 3 : 2;
        still.Write(Margin, Margin, scale, Cut(name, scale, room), Ink.Caption, Ink.Outline);
        still.Write(Margin, 38, 2, Cut(feed, 2, Scene.Width - (2 * Margin)), Ink.Caption, Ink.Outline);
        if (place is { } point)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{point.Latitude:F5}, {point.Longitude:F5}");
            still.Write(Margin, 58, 2, text, Ink.Caption, Ink.Outline);
        }

        still.Fill(Scene.Width - badge - Margin - 1, Margin - 1, badge + 2, 24, Ink.Outline);
        still.Fill(Scene.Width - badge - Margin, Margin, badge, 22, Ink.Badge);
        still.Write(Scene.Width - badge - Margin + 8, Margin + 4, 2, mark, Ink.Outline, Ink.Badge);
    }

    private static string Cut(string text, int scale, int room) =>
        Canvas.WidthOf(text, scale) <= room ? text : $"{text.AsSpan(0, Math.Max(0, (room / scale / (Font.Width + 1)) - 3))}...";

    // FNV-1a: string's own hash differs from process to process.
    private static int Seed(string text) => (int)text.Aggregate(2_166_136_261u, static (hash, character) => (hash ^ character) * 16_777_619);
}
