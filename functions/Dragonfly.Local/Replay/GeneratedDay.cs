using System.Globalization;
using Dragonfly.Core.Places;
using Dragonfly.Local.Registry;

namespace Dragonfly.Local.Replay;

/// <summary>
/// An invented day of calls for whoever has no file, like a real city's in its hours, kinds, durations and distances from the center. The same seed gives
/// the same day everywhere.
/// </summary>
public static class GeneratedDay
{
    private const int Beats = 12;

    // Calls that come in by hour; the first hour includes those open since the evening before.
    private static readonly int[] ByHour = [60, 22, 20, 9, 8, 9, 14, 30, 36, 34, 34, 31, 38, 32, 36, 37, 40, 40, 38, 34, 29, 32, 25, 20];

    // Deciles, from the least to the most, of how long a call lasts and how far out it is.
    private static readonly double[] Minutes = [5, 6, 10, 21, 36, 54, 79, 106, 142, 231, 700];
    private static readonly double[] Meters = [150, 620, 1_070, 1_700, 2_800, 4_060, 5_700, 7_300, 8_700, 10_200, 14_500];

    /// <summary>Makes the day of a seed.</summary>
    public static CallDay Make(int seed)
    {
        var random = new SeededRandom(seed);
        var opened = ByHour.SelectMany((calls, hour) => Enumerable.Range(0, calls).Select(_ => TimeSpan.FromSeconds((hour * 3_600) + random.Next(3_600)))).Order();
        return new($"generated day, seed {seed}", [.. opened.ToArray().Select((at, i) => Make(at, i, random))], []);
    }

    private static Call Make(TimeSpan opened, int index, SeededRandom random)
    {
        var lasts = TimeSpan.FromSeconds(Math.Round(60 * Draw(Minutes, random)));
        var closed = opened + lasts < CallDay.End ? opened + lasts : CallDay.End;
        var arrives = opened + TimeSpan.FromSeconds(random.Next(180, 900));
        var nature = DrawNature(random);
        return new(
            (2_600_000_001L + index).ToString(CultureInfo.InvariantCulture),
            opened,
            random.OneIn(2) && arrives < closed ? arrives : null,
            closed,
            nature.Name,
            nature.CallType,
            DrawPlace(random),
            $"C{random.Next(Beats) + 1}");
    }

    private static Nature DrawNature(SeededRandom random)
    {
        var at = random.Next(Natures.All.Sum(nature => nature.Weight));
        return Natures.All.First(nature => (at -= nature.Weight) < 0);
    }

    private static GeoPoint DrawPlace(SeededRandom random)
    {
        var place = SeededRegistry.Downtown.Toward(random.Next(3_600) / 10.0, Draw(Meters, random));
        return new(Math.Round(place.Latitude, 6), Math.Round(place.Longitude, 6));
    }

    private static double Draw(double[] deciles, SeededRandom random)
    {
        var (tenth, within) = (random.Next(deciles.Length - 1), random.NextDouble());
        return deciles[tenth] + (within * (deciles[tenth + 1] - deciles[tenth]));
    }
}
