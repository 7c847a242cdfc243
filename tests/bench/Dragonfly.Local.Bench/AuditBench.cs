using System.Diagnostics;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Audit;
using Dragonfly.Local.Replay;
using Dragonfly.Local.Storage;

namespace Dragonfly.Local.Bench;

/// <summary>How long the log takes to be searched, and the heads of a quarter of an hour to be found, among a million entries.</summary>
internal static class AuditBench
{
    private const int Timelines = 50_000;
    private const int EntriesEach = 20;

    public static async Task RunAsync(string folder)
    {
        await using var database = SqliteDatabase.Open(folder);
        var (timelines, archive) = (new SqliteTimelines(database), new SqliteAuditArchive(database));
        var start = DateTimeOffset.UtcNow.AddDays(-365);
        var every = TimeSpan.FromDays(365) / Timelines;
        await Parallel.ForEachAsync(Enumerable.Range(0, Timelines), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, cancellation) =>
        {
            TimelineEvent[] events = [.. Enumerable.Repeat(new PolicyRefused("forbiddenCode", "$.rules.CU2"), EntriesEach - 1), i % 5_000 == 0 ? new LogRead("ReadAudit") : new PolicyRefused("a", "b")];
            var entries = Chain.Append(0, "", events, new($"principal-{i % 200}", "Rtic.Investigator", "IssueTicket"), start + i * every);
            if (!await timelines.TryAppendAsync(new($"refusals/cpd/{i:x32}"), entries, cancellation)) throw new InvalidOperationException("an entry was lost");
        });

        var query = new EntryQuery(new("cpd"), 100);
        await MeasureAsync("newest", () => archive.QueryAsync(query, default));
        await MeasureAsync("a day", () => archive.QueryAsync(query with { From = start.AddDays(100), To = start.AddDays(101) }, default));
        await MeasureAsync("principal", () => archive.QueryAsync(query with { Actor = "principal-7" }, default));
        await MeasureAsync("rare kind", () => archive.QueryAsync(query with { Kind = "logRead" }, default));
        await MeasureAsync("timeline", () => archive.QueryAsync(query with { Timeline = new("refusals/cpd/00000000000000000000000000000007") }, default));
        await MeasureAsync("changed", () => archive.ReadChangedAsync(start.AddDays(365) - TimeSpan.FromMinutes(20), default));
        await MeasureAsync("of a day", () => archive.ReadChangedAsync(start.AddDays(364), default));
    }

    private static async Task MeasureAsync<T>(string name, Func<ValueTask<T>> query)
    {
        var times = new List<double>();
        for (var i = 0; i < 40; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await query();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        var found = Percentiles.Of(times)!;
        Console.WriteLine($"{name,-9} {found.P50,10:N2} ms p50, {found.P99:N2} ms p99, of {Timelines * EntriesEach:N0} entries");
    }
}
