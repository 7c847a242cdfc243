using Dragonfly.Local.Replay;
using Spectre.Console;

namespace Dragonfly.Local.Terminal;

/// <summary>A replay as a person watches it: what is replayed, a progress bar (plain lines where there is no terminal), and the summary.</summary>
/// <param name="console">Where. A reporter may print to the same console meanwhile: its lines go above the bar.</param>
/// <param name="runner">Sends the calls.</param>
/// <param name="settlement">Waits for the end.</param>
/// <param name="statistics">Gathers.</param>
/// <param name="clock">The clock that the whole process lives by.</param>
public sealed class ReplayScreen(IAnsiConsole console, ReplayRunner runner, Settlement settlement, RunStatistics statistics, ScaledTimeProvider clock)
{
    private const int UnreadShown = 10;

    // As much of the clock's time as the longest time to live of the default policy: what was not locked when the last call closed still ends by itself.
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>Replays a day from beginning to end.</summary>
    /// <returns>The exit code of the process: 0 when all was accepted and nothing was left open, else 2.</returns>
    public async Task<int> RunAsync(CallDay calls, VirtualDay day, CancellationToken cancellation)
    {
        Announce(calls, day);
        var outcome = console.Profile.Out.IsTerminal
            ? await console.Progress()
                .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
                .StartAsync(context => ReplayAsync(calls, day, Bar(context), cancellation))
            : await ReplayAsync(calls, day, new Lines(this), cancellation);
        foreach (var (why, count) in outcome.Result.Refusals) console.MarkupLine($"[red]{Phrases.Count(count, "message")} not accepted[/]: {Terminals.Safe(why)}");
        var summary = statistics.Summarize(calls.Calls.Length, outcome.Result.Refusals.Values.Sum(), outcome.Unfinished, await settlement.CountLeftOpenAsync(cancellation));
        SummaryTable.Write(console, summary);
        return summary.ExitCode;
    }

    private void Announce(CallDay calls, VirtualDay day)
    {
        console.MarkupLine(Phrases.Invariant(
            $"Replaying [bold]{Terminals.Safe(calls.Name)}[/]: {Phrases.Count(calls.Calls.Length, "call")}, lived as {day.Date:yyyy-MM-dd} at {clock.Speed:0.##} times the speed"));
        foreach (var row in calls.Unread.Take(UnreadShown)) console.MarkupLine($"[yellow]line {row.Line} left out[/]: {Terminals.Safe(row.Problem)}");
        if (calls.Unread.Length > UnreadShown) console.MarkupLine($"[yellow]{Phrases.Count(calls.Unread.Length, "row")} left out in all[/]");
    }

    private async Task<(ReplayResult Result, int Unfinished)> ReplayAsync(CallDay calls, VirtualDay day, IProgress<ReplayProgress> progress, CancellationToken cancellation)
    {
        var last = new ReplayProgress(0, 0, clock.GetUtcNow());
        var result = await runner.RunAsync(calls, day, new Relay(report => progress.Report(last = report)), cancellation);
        var unfinished = await settlement.WaitAsync(
            result.Incidents, Patience, left => progress.Report(last with { Now = clock.GetUtcNow(), Unfinished = left }), cancellation);
        return (result, unfinished);
    }

    private Relay Bar(ProgressContext context)
    {
        var task = context.AddTask(Describe(new(0, 0, clock.GetUtcNow())));
        return new(report =>
        {
            (task.MaxValue, task.Value, task.Description) = (Math.Max(1, report.Messages), report.Sent, Describe(report));
        });
    }

    private string Describe(ReplayProgress progress) =>
        $"{Phrases.Invariant($"{TimeZoneInfo.ConvertTime(progress.Now, clock.LocalTimeZone):HH:mm}")} {(progress.Unfinished is { } left ? $"locking, {Phrases.Count(left, "incident")} to go" : "calls")}";

    // Progress<T> would report later, on another thread, and out of order.
    private sealed class Relay(Action<ReplayProgress> report) : IProgress<ReplayProgress>
    {
        public void Report(ReplayProgress value) => report(value);
    }

    private sealed class Lines(ReplayScreen screen) : IProgress<ReplayProgress>
    {
        private const int Steps = 20;
        private int _told = -1;

        public void Report(ReplayProgress value)
        {
            var step = value.Unfinished is null ? value.Sent * Steps / Math.Max(1, value.Messages) : Steps + 1 + value.Unfinished.Value;
            if (step == _told) return;
            _told = step;
            screen.WriteLine(Phrases.Invariant($"{screen.Describe(value)}, {value.Sent} of {Phrases.Count(value.Messages, "message")} sent"));
        }
    }

    private void WriteLine(string line) => console.WriteLine(line);
}
