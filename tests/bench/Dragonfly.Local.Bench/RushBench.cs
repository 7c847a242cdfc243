using System.Collections.Concurrent;
using System.Diagnostics;
using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Local.Replay;

namespace Dragonfly.Local.Bench;

/// <summary>
/// The largest city's worst hour, as far as a minute tells: 100,000 feeds, 500 incidents open with feeds unlocked, and 200 CAD messages a second for 60 s: of
/// twenty, fourteen tell of units on the open incidents, three report something new (every fourth of these a robbery) and three close it again. Measured is
/// from CAD's post to the moment when a dashboard shows what the message said; the floor takes the same number of posts at the same rate.
/// </summary>
internal static class RushBench
{
    private const int Feeds = 100_000;
    private const int Open = 500;
    private const int PerSecond = 200;
    private const int Messages = 60 * PerSecond;
    private const int WarmUp = 5 * PerSecond;

    private static readonly string[] Standings = ["ResourcesAssigned", "ResourcesEnroute", "ResourcesOnscene"];

    public static async Task RunAsync(string folder)
    {
        await using var server = await BenchServer.StartAsync(Path.Combine(folder, "server"), Feeds);
        await using var dashboard = await server.ConnectAsync();
        await using var floor = await FloorServer.StartAsync(Path.Combine(folder, "floor"));
        await OpenLoop.RunAsync(Open, PerSecond / 2, i => OpenAsync(server, dashboard, Calls.Number("O", i)));

        await OpenLoop.RunAsync(WarmUp, PerSecond, i => floor.PostAsync(Calls.Number("W", i), Calls.Report(Calls.Number("W", i))));
        var floors = await OpenLoop.RunAsync(WarmUp, PerSecond, i => floor.PostAsync(Calls.Number("F", i), Calls.Report(Calls.Number("F", i))));

        var sent = new ConcurrentDictionary<string, int>();
        await RushAsync("w", WarmUp);
        var before = Environment.CpuUsage.TotalTime;
        var shown = await RushAsync("m", Messages);
        var cpu = Environment.CpuUsage.TotalTime - before;

        var (product, bare) = (Percentiles.Of(shown)!, Percentiles.Of(floors)!);
        Console.WriteLine($"rush      {product.P50,10:N2} ms p50, {product.P90:N2} ms p90, {product.P99:N2} ms p99, {product.Max:N1} ms at most ({product.Count:N0} messages, {Open} incidents open)");
        Console.WriteLine($"floor     {bare.P50,10:N2} ms p50, {bare.P90:N2} ms p90, {bare.P99:N2} ms p99 ({bare.Count:N0} posts)");
        Console.WriteLine($"ratio     {product.P50 / bare.P50,10:N2} of the medians");
        Console.WriteLine($"lost      {await LostAsync(server.Store, sent),10:N0} of {sent.Values.Sum():N0} messages not on a timeline");
        Console.WriteLine($"processor {cpu.TotalSeconds / (Messages / (double)PerSecond),10:N2} of {Environment.ProcessorCount} cores, clients included");
        Console.WriteLine($"resident  {Environment.WorkingSet / 1e6,10:N0} MB, clients and floor included");

        Task<double[]> RushAsync(string run, int count) => OpenLoop.RunAsync(count, PerSecond, async i =>
        {
            var (number, callType, status) = MessageOf(run, i);
            sent.AddOrUpdate(number, 1, static (_, messages) => messages + 1);
            var beat = Calls.Number(run, i);
            var start = Stopwatch.GetTimestamp();
            await server.PostAsync(Calls.Update(number, callType, status, beat));
            return Stopwatch.GetElapsedTime(start, await dashboard.ShowsAsync(beat)).TotalMilliseconds;
        });
    }

    // A close comes 100 messages, half a second, after its report.
    private static (string Number, string CallType, string Status) MessageOf(string run, int i) => (i % 20) switch
    {
        < 3 => (Calls.Number($"N{run}", i), CallTypeOf(i), "Active"),
        < 6 when i >= 103 => (Calls.Number($"N{run}", i - 103), CallTypeOf(i - 103), "Closed"),
        _ => (Calls.Number("O", i * 7 % Open), "ROBBERY", Standings[i % Standings.Length]),
    };

    private static string CallTypeOf(int i) => i / 20 % 4 == 0 ? "ROBBERY" : "NOISE";

    private static async Task<double> OpenAsync(BenchServer server, Dashboard dashboard, string number)
    {
        await server.PostAsync(Calls.Report(number));
        return (await dashboard.UnlockedAsync(number)).Feeds;
    }

    private static async Task<int> LostAsync(IIncidentStore store, IReadOnlyDictionary<string, int> sent)
    {
        var lost = 0;
        foreach (var (number, messages) in sent)
        {
            var entries = await store.ReadTimelineAsync(IncidentId.Of(new AgencyId("cpd"), number), 0, int.MaxValue, CancellationToken.None);
            lost += messages + (number.StartsWith('O') ? 1 : 0) - entries.Count(entry => entry.Event is CadMessageReceived);
        }

        return lost;
    }
}
