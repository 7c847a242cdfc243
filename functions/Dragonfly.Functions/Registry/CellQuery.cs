using System.Globalization;
using Dragonfly.Core.Places;
using Microsoft.Azure.Cosmos;

namespace Dragonfly.Functions.Registry;

/// <summary>
/// Asks for the feeds in the coverage cells near a place. Cells of a row follow one another, so a row is one range of the index; a feed that awaits a large write is
/// found where it was as well.
/// </summary>
internal static class CellQuery
{
    // One for radii up to 6 km. What Cosmos DB takes in one query is not limited by rows, but by what people wait for.
    private const int MostRows = 32;

    /// <summary>The queries; most often one.</summary>
    public static IEnumerable<QueryDefinition> Near(GeoPoint place, double radiusMeters) => Coverage.RunsNear(place, radiusMeters).Chunk(MostRows).Select(Of);

    private static QueryDefinition Of((long First, long Last)[] runs)
    {
        var ranges = Enumerable.Range(0, runs.Length).SelectMany(i => (string[])[Range("now", i), Range("before", i)]);
        var query = new QueryDefinition($"SELECT * FROM c WHERE {string.Join(" OR ", ranges)}");
        foreach (var (index, run) in runs.Index())
            query.WithParameter(string.Create(CultureInfo.InvariantCulture, $"@first{index}"), run.First).WithParameter(string.Create(CultureInfo.InvariantCulture, $"@last{index}"), run.Last);
        return query;

        static string Range(string moment, int i) => string.Create(CultureInfo.InvariantCulture, $"(c.{moment}.cell BETWEEN @first{i} AND @last{i})");
    }
}
