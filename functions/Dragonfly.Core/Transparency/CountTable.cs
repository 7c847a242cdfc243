using System.Collections.Immutable;

namespace Dragonfly.Core.Transparency;

/// <summary>
/// Counts as they may be published. A count from 1 to 4 might point at somebody, so what has one is not named: such codes are counted together, and with them as many
/// of the next that the sum is 5 or more. So there are no holes to be filled in from a total: the rows and <paramref name="Others"/> always add up to it, and every number
/// that is told is 0, or 5 or more.
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
    /// <param name="keep">What is counted with others last, because it matters most.</param>
    public static CountTable? Of(IEnumerable<KeyValuePair<string, int>> counts, string? keep = null)
    {
        var named = counts.Where(count => count.Value > 0).OrderByDescending(count => count.Key == keep).ThenByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal).ToList();
        var others = named.Where(count => count.Value < Least).Sum(count => count.Value);
        named.RemoveAll(count => count.Value < Least);
        for (; others is > 0 and < Least && named.Count > 0; named.RemoveAt(named.Count - 1)) others += named[^1].Value;
        if (others is > 0 and < Least) return null;
        return new([.. named.OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal).Select(count => new CountRow(count.Key, count.Value))], others == 0 ? null : others);
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

        return new([.. rows.OrderByDescending(row => row.Value).ThenBy(row => row.Key, StringComparer.Ordinal).Select(row => new CountRow(row.Key, row.Value))], others);
    }

    /// <summary>How many have a code; null when that is not told.</summary>
    public int? CountOf(string code) => Rows.FirstOrDefault(row => row.Code == code)?.Count ?? (Others is null ? 0 : null);

    /// <summary>Compared by what is in it.</summary>
    public bool Equals(CountTable? other) => other is not null && Others == other.Others && Rows.SequenceEqual(other.Rows);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Others, Rows.Length);
}

/// <summary>How many have a code.</summary>
public sealed record CountRow(string Code, int Count);
