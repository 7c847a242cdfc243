namespace Dragonfly.Local.Unlocks.Video.Pictures;

/// <summary>What the palette's indexes stand for; <see cref="Theme"/> gives them their colors.</summary>
internal static class Ink
{
    public const byte Outline = 0;
    public const byte Caption = 1;
    public const byte Badge = 2;
    public const byte Light = 3;
    public const byte Ridge = 4;
    public const byte Far = 5;
    public const byte Middle = 6;
    public const byte Near = 7;
    public const byte Lit = 8;
    public const byte Unlit = 9;
    public const byte Tree = 10;
    public const byte Trunk = 11;
    public const byte Lamp = 12;
    public const byte Walk = 13;
    public const byte Curb = 14;
    public const byte Marking = 15;
    public const byte Tire = 16;
    public const byte Glass = 17;
    public const byte HeadLight = 18;
    public const byte TailLight = 19;
    public const byte Skin = 20;
    public const byte Coat = 21;
    public const byte Trousers = 22;
    public const byte Shadow = 23;
    public const byte Awning = 24;
    public const byte NearRidge = 25;

    /// <summary>The first of the paints that vehicles come in.</summary>
    public const byte Paint = 32;

    /// <summary>How many paints there are.</summary>
    public const int Paints = 6;

    /// <summary>The first shade of the sky, at its top.</summary>
    public const byte Sky = 64;

    /// <summary>How many shades the sky has.</summary>
    public const int SkyShades = 64;

    /// <summary>The first shade of the road, at its far side.</summary>
    public const byte Road = 128;

    /// <summary>How many shades the road has.</summary>
    public const int RoadShades = 16;

    /// <summary>How many colors there are.</summary>
    public const int Count = Road + RoadShades;
}
