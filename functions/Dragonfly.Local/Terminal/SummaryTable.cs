using Dragonfly.Local.Replay;
using Spectre.Console;

namespace Dragonfly.Local.Terminal;

/// <summary>What a replay came to, as tables on a terminal and as plain lines elsewhere.</summary>
public static class SummaryTable
{
    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole console, ReplaySummary summary)
    {
        var counts = Counts(summary);
        var spreads = Spreads(summary);
        if (!console.Profile.Out.IsTerminal)
        {
            foreach (var (what, count, _) in counts) console.WriteLine(Phrases.Invariant($"{what}: {count}"));
            foreach (var (what, unit, spread) in spreads)
                console.WriteLine($"{what} ({unit}): {(spread is null ? "none" : $"p50 {Number(spread.P50)}, p90 {Number(spread.P90)}, p99 {Number(spread.P99)}, max {Number(spread.Max)}, of {spread.Count}")}");
            return;
        }

        var totals = new Table().Border(TableBorder.Rounded).AddColumn("Replay").AddColumn(new TableColumn("").RightAligned());
        foreach (var (what, count, bad) in counts)
            totals.AddRow(what, count == 0 && bad ? "[green]0[/]" : Phrases.Invariant($"{(bad ? "[bold red]" : "[default]")}{count:N0}[/]"));
        console.Write(totals);

        var table = new Table().Border(TableBorder.Rounded).AddColumn("Stage");
        foreach (var column in (ReadOnlySpan<string>)["unit", "p50", "p90", "p99", "max", "of"]) table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var (what, unit, spread) in spreads)
            table.AddRow(spread is null
                ? [what, unit, "-", "-", "-", "-", "0"]
                : [what, unit, Number(spread.P50), Number(spread.P90), Number(spread.P99), Number(spread.Max), Phrases.Invariant($"{spread.Count:N0}")]);
        console.Write(table);
    }

    private static (string What, int Count, bool BadUnlessZero)[] Counts(ReplaySummary summary) =>
    [
        ("calls", summary.Calls, false),
        ("qualified", summary.Qualified, false),
        ("qualified with feeds in range", summary.WithFeeds, false),
        ("grants opened", summary.GrantsOpened, false),
        ("grants closed", summary.GrantsClosed, false),
        ("messages refused", summary.Refused, true),
        ("incidents unfinished", summary.Unfinished, true),
        ("feeds left open", summary.LeftOpen, true),
    ];

    private static (string What, string Unit, Percentiles? Spread)[] Spreads(ReplaySummary summary) =>
    [
        ("distance to unlocked feed", "m", summary.Distance),
        ("CAD message answered", "ms", summary.Answered),
        ("received to first push", "ms", summary.FirstPush),
        ("received to unlocked", "ms", summary.Unlocked),
        ("close received to locked", "ms", summary.LockedOnClose),
        ("expiry to locked", "ms", summary.LockedOnExpiry),
    ];

    private static string Number(double value) => Phrases.Invariant($"{value:N1}");
}
