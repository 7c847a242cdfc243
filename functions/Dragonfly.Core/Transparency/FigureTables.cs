using System.Collections.Immutable;
using System.Globalization;
using Dragonfly.Core.Documents;

namespace Dragonfly.Core.Transparency;

/// <summary>Published figures as tables for people.</summary>
internal static class FigureTables
{
    private const string TooFew = "fewer than 5";
    private const string NotTold = "not told";

    /// <summary>One agency's months, the oldest first.</summary>
    public static Table ByMonth(string caption, IEnumerable<(Month Month, MonthFigures Figures)> months) => new(
        caption,
        ["Month", "Incidents", "Feeds unlocked for", "Feeds", "Views", "Minutes viewed", "Seconds to the first picture (median)", "Refusals", "Log readings"],
        [.. months.Select(item => Row(item.Month, item.Figures))]);

    /// <summary>A table of counts.</summary>
    public static Table Of(string caption, string what, CountTable counts) => new(
        caption,
        [what, "Incidents"],
        [.. counts.Rows.Select(row => ImmutableArray.Create(NameOf(row.Code), Number(row.Count))), .. counts.Others is { } others ? [["all others together", Number(others)]] : (ReadOnlySpan<ImmutableArray<string>>)[]]);

    /// <summary>A count, which may be too small to tell.</summary>
    public static string Small(int? count) => count is { } told ? Number(told) : TooFew;

    /// <summary>A count of uses. Where none are told of it need not be small: what it would be computed from may be.</summary>
    public static string Small(UseFigures? uses, Func<UseFigures, int?> count) => uses is null ? NotTold : Small(count(uses));

    /// <summary>A number.</summary>
    public static string Number(double number) => number.ToString("#,0.#", CultureInfo.InvariantCulture);

    /// <summary>A code in words; one that is a registry's or an agency's is shown as it is.</summary>
    public static string NameOf(string code) => code switch
    {
        MonthCount.NotStated => "not stated",
        Outcome.Unlocked => "feeds were unlocked",
        Outcome.NothingUnlocked => "qualified, nothing was unlocked",
        Outcome.NotQualified => "did not qualify",
        "viewed" => "somebody looked",
        "notViewed" => "nobody looked",
        "cad" => "a call",
        "supervisor" => "a threat that supervisors declared",
        _ => code,
    };

    private static ImmutableArray<string> Row(Month month, MonthFigures figures) =>
    [
        month.ToString(),
        Small(figures.Incidents),
        Small(figures.Uses, uses => uses.Incidents),
        Small(figures.Uses, uses => uses.Feeds),
        Small(figures.Uses, uses => uses.Views),
        figures.Uses?.MinutesViewed is { } minutes ? Number(minutes) : NotTold,
        figures.Uses is null ? NotTold : figures.Uses.MedianSecondsToUnlock is { } median ? Number(median) : "none",
        Small(figures.Refusals),
        Small(figures.LogReadings),
    ];
}
