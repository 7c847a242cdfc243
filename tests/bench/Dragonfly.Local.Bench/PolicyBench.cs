using System.Diagnostics;
using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Unlocks;
using Dragonfly.Local.Incidents;
using Dragonfly.Local.Registry;
using Dragonfly.Local.Storage;

namespace Dragonfly.Local.Bench;

/// <summary>The dry run of a policy under which every call of a week qualifies, and as a floor the reading of the same incidents and their timelines.</summary>
internal static class PolicyBench
{
    private const int Feeds = 10_000;
    private const int Calls = 17_500;
    private const int PageSize = 500;
    private const int Rounds = 5;

    private static readonly AgencyId Agency = new("cpd");
    private static readonly DateTimeOffset From = new(2026, 8, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = From.AddDays(7);

    public static async Task RunAsync(string folder)
    {
        await using var database = SqliteDatabase.Open(folder);
        using var registry = await SqliteRegistry.OpenAsync(database);
        await BenchRegistry.SeedAsync(registry, SeededRegistry.Generate(Feeds, seed: 1).Feeds);
        var store = new SqliteIncidentStore(database);
        await RecordedCalls.WriteAsync(store, registry, Calls, From, To);

        var dryRun = new PolicyDryRun(store, new(registry, new FixedPolicy(UnlockPolicy.Default)));
        var proposed = UnlockPolicy.Default with { Rules = UnlockPolicy.Default.Rules.Add("NOISE", UnlockPolicy.Default.Rules["ROBBERY"]) };
        var (runs, reads) = (new List<double>(), new List<double>());
        DryRunResult? result = null;
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            await ReadAsync(store);
            reads.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            start = Stopwatch.GetTimestamp();
            result = await dryRun.RunAsync(Agency, From, To, proposed, default);
            runs.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        runs.Sort();
        reads.Sort();
        Console.WriteLine($"policy    {runs[Rounds / 2],10:N2} s ({runs[0]:N2} to {runs[^1]:N2}) for the dry run of {result!.Incidents:N0} incidents, {result.Before.Feeds:N0} feeds before and {result.After.Feeds:N0} after");
        Console.WriteLine($"floor     {reads[Rounds / 2],10:N2} s ({reads[0]:N2} to {reads[^1]:N2}) to read them and their timelines");
        Console.WriteLine($"memory    {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6,10:N0} MB at most, the making of the week included");
    }

    private static async Task ReadAsync(SqliteIncidentStore store)
    {
        var search = new IncidentSearch(Agency, PageSize) { From = From, To = To };
        while (await store.SearchAsync(search, default) is { IsEmpty: false } page)
        {
            foreach (var stored in page)
                if ((await store.ReadTimelineAsync(stored.Incident.Id, 0, PageSize, default)).IsEmpty) throw new InvalidOperationException("an incident has no timeline");
            search = search with { After = new(page[^1].Incident.ReceivedAt, page[^1].Incident.Id) };
        }
    }
}
