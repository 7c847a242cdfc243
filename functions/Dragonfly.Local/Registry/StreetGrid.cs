using Dragonfly.Core.Places;

namespace Dragonfly.Local.Registry;

/// <summary>
/// An invented street grid, turned as downtown's is, on whose blocks businesses stand side by side facing the street. No two get the same lot. All
/// coordinates are rounded to a millionth of a degree (0.1 m).
/// </summary>
internal sealed class StreetGrid(GeoPoint center)
{
    private const double Block = 110;
    private const double Lot = 14;
    private const int LotsPerBlock = 6;
    private const double FirstLot = 20;
    private const double Setback = 11;

    // Constants instead of Math.Cos and Math.Sin, whose last digit may differ between machines.
    private const double MetersPerDegree = 111_195.08;
    private const double CosineOfLatitude = 0.818696;
    private const int Turn = 24;
    private const double CosineOfTurn = 0.913545;
    private const double SineOfTurn = 0.406737;

    private readonly HashSet<(bool AlongNorth, int Street, int Block, int Lot, bool FarSide)> _taken = [];

    /// <summary>The free lot nearest along the street to a place that lies so many meters right and up of the center, by the grid's own axes.</summary>
    public Frontage Take(double right, double up, SeededRandom random)
    {
        var (alongNorth, farSide) = (random.OneIn(2), random.OneIn(2));
        var (across, along) = alongNorth ? (right, up) : (up, right);
        var street = (int)Math.Round(across / Block);
        var index = ((int)Math.Floor(along / Block) * LotsPerBlock) + random.Next(LotsPerBlock);
        while (true)
        {
            var (block, lot) = ((index - Mod(index)) / LotsPerBlock, Mod(index));
            if (_taken.Add((alongNorth, street, block, lot, farSide)))
                return new(this, alongNorth, farSide, (street * Block) + (farSide ? Setback : -Setback), (block * Block) + FirstLot + (lot * Lot));
            index++;
        }
    }

    private static int Mod(int index) => ((index % LotsPerBlock) + LotsPerBlock) % LotsPerBlock;

    private GeoPoint At(double right, double up)
    {
        var east = (right * CosineOfTurn) + (up * SineOfTurn);
        var north = (up * CosineOfTurn) - (right * SineOfTurn);
        return new(
            Math.Round(center.Latitude + (north / MetersPerDegree), 6),
            Math.Round(center.Longitude + (east / (MetersPerDegree * CosineOfLatitude)), 6));
    }

    /// <summary>The front of one lot.</summary>
    internal sealed record Frontage(StreetGrid Grid, bool AlongNorth, bool FarSide, double Across, double Along)
    {
        /// <summary>Degrees clockwise from north in which one looks out at the street.</summary>
        public int Facing => ((AlongNorth ? (FarSide ? 270 : 90) : (FarSide ? 180 : 0)) + Turn) % 360;

        /// <summary>A place so many meters along the front and behind it.</summary>
        public GeoPoint Place(double along = 0, double behind = 0)
        {
            var (across, on) = (Across + (FarSide ? behind : -behind), Along + along);
            return AlongNorth ? Grid.At(across, on) : Grid.At(on, across);
        }
    }
}
