namespace Dragonfly.Core.Places;

/// <summary>
/// A fixed grid of cells 1/256 degree wide (about 434 m north to south; 355 m east to west in Chattanooga), by which a store finds the feeds near a place
/// with equality look-ups alone.
/// </summary>
public static class Coverage
{
    private const int CellsPerDegree = 256;
    private const double ShortestDegree = 111_000;
    private const int Columns = 360 * CellsPerDegree;

    /// <summary>The cell that holds a place.</summary>
    public static long CellOf(GeoPoint place) => Cell(Row(place.Latitude), Column(place.Longitude));

    /// <summary>Every cell that may hold a place within <paramref name="radiusMeters"/> of <paramref name="center"/>.</summary>
    public static IEnumerable<long> CellsNear(GeoPoint center, double radiusMeters)
    {
        var degrees = radiusMeters / ShortestDegree;
        var (north, south) = (Math.Min(90, center.Latitude + degrees), Math.Max(-90, center.Latitude - degrees));
        var poleward = Math.Cos(double.DegreesToRadians(Math.Max(north, -south)));
        var reach = Math.Min(180, (degrees / poleward) + (0.001 / CellsPerDegree)); // Around a pole that is every longitude.
        var (west, east) = (Column(center.Longitude - reach), Column(center.Longitude + reach));
        var count = Math.Min(Columns, east - west + 1);
        for (var row = Row(south); row <= Row(north); row++)
            for (var i = 0; i < count; i++)
                yield return Cell(row, west + i);
    }

    /// <summary><see cref="CellsNear"/> as runs of cells that follow one another, for a store that finds those between two as easily as one.</summary>
    public static IEnumerable<(long First, long Last)> RunsNear(GeoPoint center, double radiusMeters)
    {
        (long First, long Last)? run = null;
        foreach (var cell in CellsNear(center, radiusMeters))
        {
            if (run is { } growing && cell == growing.Last + 1)
            {
                run = (growing.First, cell);
                continue;
            }

            if (run is { } whole) yield return whole;
            run = (cell, cell);
        }

        if (run is { } rest) yield return rest;
    }

    private static int Row(double latitude) => (int)Math.Floor((latitude + 90) * CellsPerDegree);

    private static int Column(double longitude) => (int)Math.Floor((longitude + 180) * CellsPerDegree);

    private static long Cell(int row, int column) => ((long)row << 32) | (uint)((column + Columns) % Columns);
}
