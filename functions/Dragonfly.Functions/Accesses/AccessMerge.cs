using System.Collections.Immutable;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Json;

namespace Dragonfly.Functions.Accesses;

/// <summary>Puts lines that incidents' heads hold and lines of packs in the log's order: by moment and then by id.</summary>
/// <param name="limit">How many lines are wanted.</param>
/// <param name="descending">The last first.</param>
/// <param name="held">The lines of heads, in no order.</param>
/// <param name="fits">Which lines are wanted.</param>
internal sealed class AccessMerge(int limit, bool descending, ImmutableArray<AccessRecord> held, Func<AccessRecord, bool> fits)
{
    /// <summary>Less than 0 when a line comes before a place, in ascending order.</summary>
    public static int Compare(AccessRecord line, Cursor<AccessId> place) => line.At != place.At ? line.At.CompareTo(place.At) : string.CompareOrdinal(line.Id.Value, place.Id.Value);

    /// <summary>The lines.</summary>
    /// <param name="packs">Packs in the same order by their moment; read only as far as need be. Within a moment they may be in any.</param>
    public async ValueTask<ImmutableArray<AccessRecord>> WithAsync(IAsyncEnumerable<PackedLines> packs)
    {
        var (over, last) = (new List<AccessRecord>(), (DateTimeOffset?)null);
        await foreach (var pack in packs)
        {
            // All of one moment belong together: their ids decide which come first.
            if (over.Count >= limit && pack.At != last) break;
            last = pack.At;
            over.AddRange(pack.Lines.Where(fits));
        }

        // A line that ended while this was read is in both: what is over is the newer.
        var all = over.Concat(held.Where(fits)).DistinctBy(line => line.Id);
        var ordered = descending
            ? all.OrderByDescending(line => line.At).ThenByDescending(line => line.Id.Value, StringComparer.Ordinal)
            : all.OrderBy(line => line.At).ThenBy(line => line.Id.Value, StringComparer.Ordinal);
        return [.. ordered.Take(limit)];
    }
}
