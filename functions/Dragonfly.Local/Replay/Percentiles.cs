namespace Dragonfly.Local.Replay;

/// <summary>How values spread, by nearest rank: each is one of the values.</summary>
public sealed record Percentiles(int Count, double P50, double P90, double P99, double Max)
{
    /// <summary>Of these values; null when there are none.</summary>
    public static Percentiles? Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? null : new(sorted.Length, Rank(50), Rank(90), Rank(99), sorted[^1]);

        double Rank(int percent) => sorted[(((sorted.Length * percent) + 99) / 100) - 1];
    }
}
