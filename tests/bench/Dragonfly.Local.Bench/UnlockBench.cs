using System.Diagnostics;
using Dragonfly.Local.Replay;

namespace Dragonfly.Local.Bench;

/// <summary>
/// From CAD's post to the moment a dashboard holds the view with every feed unlocked, at 100 robberies a second, each of which is closed again five seconds
/// later. Rounds take turns with rounds of the floor, at the same rate.
/// </summary>
internal static class UnlockBench
{
    private const int PerSecond = 100;
    private const int PerRound = 500;
    private const int WarmUp = 3;
    private const int Rounds = 6;

    public static async Task RunAsync(string folder)
    {
        await using var server = await BenchServer.StartAsync(Path.Combine(folder, "server"));
        using var silent = server.KeepCamerasFromSending();
        await using var dashboard = await server.ConnectAsync();
        await using var floor = await FloorServer.StartAsync(Path.Combine(folder, "floor"));
        var cpu = TimeSpan.Zero;
        var (unlocks, floors) = (new List<(double Milliseconds, int Feeds)>(), new List<double>());
        for (var round = 0; round < WarmUp + Rounds; round++)
        {
            var first = round * PerRound;
            var floorRound = await OpenLoop.RunAsync(PerRound, PerSecond, i => floor.PostAsync(Calls.Number("F", first + i), Calls.Report(Calls.Number("B", first + i))));
            var before = Environment.CpuUsage.TotalTime;
            var unlockRound = await OpenLoop.RunAsync(PerRound, PerSecond, i => UnlockAsync(server, dashboard, first + i));
            if (round < WarmUp) continue;
            cpu += Environment.CpuUsage.TotalTime - before;
            floors.AddRange(floorRound);
            unlocks.AddRange(unlockRound.Where(unlock => unlock.Feeds > 0));
        }

        var (product, bare) = (Percentiles.Of(unlocks.Select(unlock => unlock.Milliseconds))!, Percentiles.Of(floors)!);
        Write("unlock", product);
        Write("floor", bare);
        Console.WriteLine($"ratio     {product.P50 / bare.P50,10:N2} of the medians");
        Console.WriteLine($"feeds     {unlocks.Average(unlock => unlock.Feeds),10:N1} unlocked per call; {PerRound * Rounds - unlocks.Count:N0} calls had none near");
        Console.WriteLine($"processor {cpu.TotalMilliseconds / (PerRound * Rounds),10:N2} ms per incident, its close, and the clients of both");
    }

    private static async Task<(double Milliseconds, int Feeds)> UnlockAsync(BenchServer server, Dashboard dashboard, int i)
    {
        var number = Calls.Number("B", i);
        var start = Stopwatch.GetTimestamp();
        await server.PostAsync(Calls.Report(number));
        if (i >= PerRound) await server.PostAsync(Calls.Close(Calls.Number("B", i - PerRound)));
        var (at, feeds) = await dashboard.UnlockedAsync(number);
        return (Stopwatch.GetElapsedTime(start, at).TotalMilliseconds, feeds);
    }

    private static void Write(string name, Percentiles times) =>
        Console.WriteLine($"{name,-9} {times.P50,10:N2} ms p50, {times.P90:N2} ms p90, {times.P99:N2} ms p99, {times.Max:N1} ms at most ({times.Count:N0} times)");
}
