using System.Collections.Immutable;

namespace Dragonfly.Core.Transparency;

/// <summary>
/// Counts as they may be published. A count from 1 to 4 might point at somebody, so what has one is not named: such codes are counted together, and with them the least
/// of those that could be named. So there are no holes to be filled in from a total: the rows and <paramref name="Others"/> always add up to it, and every number that is
/// told is 0, or 5 or more.
/// </summary>
/// <param name="Rows">What is named, the most frequent first.</param>
/// <param name="Others">What is not, together; null when everything is named.</param>
public sealed record CountTable(ImmutableArray<CountRow> Rows, int? Others)
{
    /// <summary>No count that is less is told, but 0.</summary>
    public const int Least = 5;

    /// <summary>Nothing to count.</summary>
    public static CountTable Empty { get; } = new([], null);

    /// <summary>A count as it may be told by itself; null when it is too small.</summary>
    public static int? Tell(int count) => count is 0 or >= Least ? count : null;

    /// <summary>A table as it may be published; null when even the sum is too small.</summary>
    /// <param name="counts">By code.</param>
    public static CountTable? Of(IEnumerable<KeyValuePair<string, int>> counts)
    {
        var (named, small) = (new List<CountRow>(), 0);
        foreach (var (code, count) in counts)
        {
            if (count >= Least) named.Add(new(code, count));
            else small += count;
        }

        // With the small ones go all that have the least count of the others: what is hidden differs by more than names, and which names are hidden tells nothing of it.
        if (small > 0 && named.Count > 0)
        {
            var least = named.Min(row => row.Count);
            small += named.Where(row => row.Count == least).Sum(row => row.Count);
            named.RemoveAll(row => row.Count == least);
        }

        return small is > 0 and < Least ? null : new(InOrder(named), small == 0 ? null : small);
    }

    /// <summary>The same where one code matters most: it is told apart from the rest if both may be told, and the rest are a table of their own.</summary>
    public static CountTable? Of(IReadOnlyDictionary<string, int> counts, string first)
    {
        var main = counts.GetValueOrDefault(first);
        var rest = counts.Where(count => count.Key != first).ToArray();
        var sum = rest.Sum(count => count.Value);
        if (Tell(main) is null || Tell(sum) is null) return main + sum < Least ? null : new([], main + sum);
        var table = Of(rest)!;
        return main == 0 ? table : table with { Rows = InOrder([new(first, main), .. table.Rows]) };
    }

    /// <summary>What tables add up to. It is made of what was published and of nothing else, so it tells nothing that they do not.</summary>
    public static CountTable Sum(IEnumerable<CountTable> tables)
    {
        var (rows, others) = (new Dictionary<string, int>(StringComparer.Ordinal), (int?)null);
        foreach (var table in tables)
        {
            foreach (var row in table.Rows) rows[row.Code] = rows.GetValueOrDefault(row.Code) + row.Count;
            if (table.Others is { } more) others = (others ?? 0) + more;
        }

        return new(InOrder(rows.Select(row => new CountRow(row.Key, row.Value))), others);
    }

    /// <summary>How many have a code; null when that is not told.</summary>
    public int? CountOf(string code) => Rows.FirstOrDefault(row => row.Code == code)?.Count ?? (Others is null ? 0 : null);

    private static ImmutableArray<CountRow> InOrder(IEnumerable<CountRow> rows) => [.. rows.OrderByDescending(row => row.Count).ThenBy(row => row.Code, StringComparer.Ordinal)];

    /// <summary>Compared by what is in it.</summary>
    public bool Equals(CountTable? other) => other is not null && Others == other.Others && Rows.SequenceEqual(other.Rows);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Others, Rows.Length);
}

/// <summary>How many have a code.</summary>
public sealed record CountRow(string Code, int Count);
