using System.Diagnostics;

namespace Dragonfly.Local.Bench;

/// <summary>How many CAD messages a second are acknowledged, each of them on disk: every one a new incident, one in twenty a robbery that unlocks feeds.</summary>
internal static class ThroughputBench
{
    private const int Messages = 20_000;
    private const int Connections = 64;
    private const int PerArray = 100;

    public static async Task RunAsync(string folder)
    {
        await using var server = await BenchServer.StartAsync(folder);
        await using var dashboard = await server.ConnectAsync();
        await MeasureAsync(server, dashboard, "warm-up", Messages / 4, 1, Connections);
        await MeasureAsync(server, dashboard, "single", Messages, 1, Connections);
        await MeasureAsync(server, dashboard, "arrays", Messages, PerArray, 4);
    }

    private static async Task MeasureAsync(BenchServer server, Dashboard dashboard, string name, int messages, int perBody, int connections)
    {
        var bodies = Enumerable.Range(0, messages)
            .Select(i => Calls.Report(Calls.Number(name, i), IsRobbery(i) ? "ROBBERY" : "NOISE"))
            .Chunk(perBody)
            .Select(chunk => perBody == 1 ? chunk[0] : Calls.Batch(chunk))
            .ToArray();
        var next = -1;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < bodies.Length;) await server.PostAsync(bodies[i]);
        })));
        var acknowledged = Stopwatch.GetElapsedTime(start);
        await Task.WhenAll(Enumerable.Range(0, messages).Where(IsRobbery).Select(i => dashboard.UnlockedAsync(Calls.Number(name, i))));
        var unlocked = Stopwatch.GetElapsedTime(start);
        Console.WriteLine($"{name,-9} {messages / acknowledged.TotalSeconds,10:N0} messages/s acknowledged, {perBody} to a body, {connections} connections; the last unlock {(unlocked - acknowledged).TotalMilliseconds:N0} ms after");
    }

    private static bool IsRobbery(int i) => i % 20 == 0;
}
