using System.Collections.Immutable;

namespace Dragonfly.Local.Unlocks.Video.Pictures;

/// <summary>The light that a scene is seen in.</summary>
/// <param name="SkyTop">The sky's color at the top.</param>
/// <param name="SkyBottom">The sky's color above the roofs.</param>
/// <param name="Sun">The sun or the moon.</param>
/// <param name="Haze">What far things fade to.</param>
/// <param name="Wall">The nearest walls.</param>
/// <param name="Ground">The sidewalk.</param>
/// <param name="LitWindows">How many windows of a hundred are lit.</param>
internal sealed record Theme(Rgb SkyTop, Rgb SkyBottom, Rgb Sun, Rgb Haze, Rgb Wall, Rgb Ground, int LitWindows)
{
    /// <summary>Every theme there is.</summary>
    public static ImmutableArray<Theme> All { get; } =
    [
        new(0x3A7BBF, 0xBFDDEE, 0xFFF6D0, 0xA9C3D3, 0x4C5663, 0x9A968C, 6), // day
        new(0x2B2D5B, 0xF29E6B, 0xFFD9A0, 0xB07A7C, 0x2C2540, 0x6B5D63, 35), // dusk
        new(0x080D20, 0x25365C, 0xE8EDF5, 0x222E4A, 0x0C1120, 0x3A3F4C, 30), // night
        new(0x7C8994, 0xC5CCD0, 0xD6DBDE, 0xA4AEB4, 0x48515A, 0x878B8D, 18), // overcast
        new(0x6A8FC4, 0xF6D5B5, 0xFFF1C9, 0xC0A9A6, 0x4F4656, 0x948A86, 14), // dawn
    ];

    /// <summary>The color of every ink.</summary>
    public ImmutableArray<Rgb> Palette()
    {
        var palette = new Rgb[Ink.Count];
        palette[Ink.Outline] = 0x101214;
        palette[Ink.Caption] = 0xFFFFFF;
        palette[Ink.Badge] = 0xFFB81C;
        palette[Ink.Light] = Sun;
        palette[Ink.Ridge] = Haze.Toward(SkyBottom, 0.45);
        palette[Ink.NearRidge] = Haze.Toward(SkyBottom, 0.1);
        palette[Ink.Far] = Wall.Toward(Haze, 0.75);
        palette[Ink.Middle] = Wall.Toward(Haze, 0.4);
        palette[Ink.Near] = Wall;
        palette[Ink.Lit] = 0xFFD98A;
        palette[Ink.Unlit] = Wall.Toward(SkyTop, 0.28);
        palette[Ink.Tree] = Ground.Toward(0x1E4A2B, 0.8).Toward(Wall, 0.25);
        palette[Ink.Trunk] = Wall.Toward(0x4A3526, 0.6);
        palette[Ink.Lamp] = Wall.Toward(0x15181C, 0.6);
        palette[Ink.Walk] = Ground;
        palette[Ink.Curb] = Ground.Toward(0xFFFFFF, 0.22);
        palette[Ink.Marking] = Ground.Toward(0xF5E9C8, 0.7);
        palette[Ink.Tire] = 0x121316;
        palette[Ink.Glass] = SkyTop.Toward(0x9FB6C4, 0.35);
        palette[Ink.HeadLight] = 0xFFF4C4;
        palette[Ink.TailLight] = 0xD62828;
        palette[Ink.Skin] = 0xB9835C;
        palette[Ink.Coat] = Wall.Toward(0xC8553D, 0.75);
        palette[Ink.Trousers] = Wall.Toward(0x202A44, 0.7);
        palette[Ink.Shadow] = Ground.Toward(0x0B0C0E, 0.82);
        palette[Ink.Awning] = Wall.Toward(0x8E2F2F, 0.6);
        ReadOnlySpan<Rgb> paints = [0xC23B32, 0xE9E7E2, 0x2F5F9E, 0x3B3F45, 0xD9A441, 0x4E7F5B];
        for (var i = 0; i < Ink.Paints; i++) palette[Ink.Paint + i] = Wall.Toward(paints[i], 0.8);
        for (var i = 0; i < Ink.SkyShades; i++) palette[Ink.Sky + i] = SkyTop.Toward(SkyBottom, i / (Ink.SkyShades - 1.0));
        var (far, near) = (Ground.Toward(0x1B1D21, 0.62), Ground.Toward(0x1B1D21, 0.82));
        for (var i = 0; i < Ink.RoadShades; i++) palette[Ink.Road + i] = far.Toward(near, i / (Ink.RoadShades - 1.0));
        return [.. palette];
    }
}
