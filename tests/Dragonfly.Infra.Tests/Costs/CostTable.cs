using System.Globalization;
using System.Text.RegularExpressions;

namespace Dragonfly.Infra.Tests.Costs;

/// <summary>A line of a table of costs: <c>how</c> is a sum of products.</summary>
internal sealed record CostLine(string What, string How, decimal Quantity, decimal Per, decimal Price, decimal Dollars);

/// <summary>A table of <c>docs/costs.md</c>: its lines, and the sum that it claims.</summary>
internal sealed partial record CostTable(IReadOnlyList<CostLine> Lines, decimal Total)
{
    private const string Header = "| what | how | quantity a month | per | $ | $ a month |";

    public static string Page { get; } = Repository.Read("docs", "costs.md");

    /// <summary>All of them, as they come: three tiers, the largest on autoscale, and what the private network adds.</summary>
    public static IReadOnlyList<CostTable> All { get; } = [.. Page.Split(Header)[1..].Select(Read)];

    /// <summary>The number in a cell, without commas and stars.</summary>
    public static decimal Number(string cell) => decimal.Parse(cell.Replace("*", "", StringComparison.Ordinal), NumberStyles.Number, CultureInfo.InvariantCulture);

    /// <summary>What a sum of products comes to: <c>2,500 × 30 + 6</c>.</summary>
    public static decimal Work(string how) => how.Split('+').Sum(term => term.Split('×').Aggregate(1m, (product, factor) => product * Number(factor.Trim())));

    /// <summary>The rows of a table of the page, below its header.</summary>
    public static IEnumerable<string[]> Rows(string afterHeader) =>
        afterHeader.TrimStart('\n').Split('\n').Skip(1).TakeWhile(line => line.StartsWith('|')).Select(line => Cells().Split(line.Trim('|', ' ')));

    private static CostTable Read(string text)
    {
        var rows = Rows(text).ToArray();
        return new([.. rows[..^1].Select(row => new CostLine(row[0], row[1], Number(row[2]), Number(row[3]), Number(row[4]), Number(row[5])))], Number(rows[^1][^1]));
    }

    [GeneratedRegex(@" *\| *")]
    private static partial Regex Cells();
}
