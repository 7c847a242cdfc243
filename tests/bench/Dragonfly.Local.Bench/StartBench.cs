using System.Diagnostics;
using Dragonfly.Local.Registry;

namespace Dragonfly.Local.Bench;

/// <summary>From the start of the process to its first answer, and the first unlock of a process that was never used.</summary>
internal static class StartBench
{
    private const int Rounds = 5;

    public static async Task RunAsync(string folder)
    {
        var (starts, unlocks) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var (start, unlock) = await MeasureAsync(Path.Combine(folder, $"start-{round}"));
            starts.Add(start);
            unlocks.Add(unlock);
        }

        Write("start", starts, "from the process's start, in a new data folder, to the first answer");
        Write("first", unlocks, "from the first CAD message of that process to its feeds' being unlocked on a dashboard");
    }

    private static void Write(string name, List<double> times, string what)
    {
        times.Sort();
        Console.WriteLine($"{name,-9} {times[Rounds / 2],10:N0} ms ({times[0]:N0} to {times[^1]:N0}) {what}");
    }

    private static async Task<(double Start, double Unlock)> MeasureAsync(string data)
    {
        var (server, answered) = await ServerProcess.StartAsync(data);
        await using var started = server;
        await using var dashboard = await Dashboard.ConnectAsync(server.Address, await server.TokenAsync("Rtic.Investigator"));
        server.Http.DefaultRequestHeaders.Authorization = new("Bearer", await server.TokenAsync("Cad.Write"));
        var number = Calls.Number("S", 1);
        using var content = new ByteArrayContent(Calls.Report(number, place: SeededRegistry.Downtown)) { Headers = { ContentType = new("application/json") } };
        var posted = Stopwatch.GetTimestamp();
        using var response = await server.Http.PostAsync("api/cad/incidents", content);
        response.EnsureSuccessStatusCode();
        var (at, feeds) = await dashboard.UnlockedAsync(number);
        return feeds > 0 ? (answered.TotalMilliseconds, Stopwatch.GetElapsedTime(posted, at).TotalMilliseconds) : throw new InvalidOperationException("no feed is near");
    }
}
