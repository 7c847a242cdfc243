using System.Diagnostics;
using Dragonfly.Conformance;
using Dragonfly.Core.Registry;
using Dragonfly.Local.Registry;
using Dragonfly.Local.Storage;

namespace Dragonfly.Local.Bench;

/// <summary>100,000 feeds within 15 km of downtown: saving, loading, finding.</summary>
internal static class RegistryBench
{
    private const int Feeds = 100_000;

    public static async Task RunAsync(string folder)
    {
        await using (var database = SqliteDatabase.Open(folder))
        {
            using var registry = await SqliteRegistry.OpenAsync(database);
            var feeds = TestFeeds.Around(TestCad.Downtown, 15_000, Feeds, seed: 7).ToArray();
            var start = Stopwatch.GetTimestamp();
            await BenchRegistry.SeedAsync(registry, feeds);
            Console.WriteLine($"save      {Stopwatch.GetElapsedTime(start).TotalMilliseconds,10:N0} ms for {Feeds:N0} feeds at once");
        }

        await using (var database = SqliteDatabase.Open(folder))
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var start = Stopwatch.GetTimestamp();
            using var registry = await SqliteRegistry.OpenAsync(database);
            var loaded = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            Console.WriteLine($"load      {loaded,10:N0} ms, {(GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6:N0} MB");
            await NearAsync(registry, 5_000);
            await NearAsync(registry, 50_000);
        }

        await LoadAsync(Path.Combine(folder, "seeded"));
    }

    private static async Task LoadAsync(string folder)
    {
        await using (var database = SqliteDatabase.Open(folder))
        {
            using var registry = await SqliteRegistry.OpenAsync(database);
            await BenchRegistry.SeedAsync(registry, SeededRegistry.Generate(Feeds, seed: 1).Feeds);
        }

        for (var round = 0; round < 5; round++)
        {
            await using var database = SqliteDatabase.Open(folder);
            var (start, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            using var registry = await SqliteRegistry.OpenAsync(database);
            Console.WriteLine($"load      {Stopwatch.GetElapsedTime(start).TotalMilliseconds,10:N0} ms, {(Environment.CpuUsage.TotalTime - used).TotalMilliseconds:N0} ms of processor time, of {(await registry.CountAsync(default)).Partners:N0} partners");
        }
    }

    private static async Task NearAsync(SqliteRegistry registry, int queries)
    {
        var random = new Random(3);
        foreach (var radius in (int[])[300, 600])
        {
            var found = 0;
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < queries; i++)
                found += (await registry.NearAsync(TestCad.Downtown.Toward(360 * random.NextDouble(), 10_000 * random.NextDouble()), radius, default)).Count;
            Console.WriteLine($"near      {Stopwatch.GetElapsedTime(start).TotalMicroseconds / queries,10:N1} µs within {radius} m, {(double)found / queries:N0} feeds found on average");
        }
    }
}
