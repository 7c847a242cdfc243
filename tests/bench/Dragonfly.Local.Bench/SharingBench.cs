using System.Diagnostics;
using Dragonfly.Local.Replay;

namespace Dragonfly.Local.Bench;

/// <summary>
/// An owner's change of how one feed is shared, over HTTP, among 100,000 feeds of 15,000 partners; and beside it, in turn, the floor: one row written as durably.
/// </summary>
internal static class SharingBench
{
    private const int Feeds = 100_000;
    private const int WarmUp = 200;
    private const int Changes = 1_000;

    public static async Task RunAsync(string folder)
    {
        await using var server = await BenchServer.StartAsync(Path.Combine(folder, "server"), Feeds);
        await using var floor = await FloorServer.StartAsync(Path.Combine(folder, "floor"));
        var (ours, bare) = (new List<double>(), new List<double>());
        for (var i = 0; i < WarmUp + Changes; i++)
        {
            var partner = $"partner-{(i * 7 % 15_000) + 1:D4}";
            using var owner = server.OwnerOf(partner);
            var feed = await OwnerCalls.FirstFeedAsync(owner, partner);
            var start = Stopwatch.GetTimestamp();
            await OwnerCalls.ShareAsync(owner, partner, feed, i % 2 == 0);
            var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            var least = await floor.PostAsync($"S{i}", """{"enabled": true}"""u8.ToArray());
            if (i < WarmUp) continue;
            ours.Add(took);
            bare.Add(least);
        }

        var (product, least2) = (Percentiles.Of(ours)!, Percentiles.Of(bare)!);
        Console.WriteLine($"sharing   {product.P50,10:N2} ms p50, {product.P99:N2} ms p99, {product.Max:N1} ms at most ({product.Count:N0} changes, {Feeds:N0} feeds)");
        Console.WriteLine($"floor     {least2.P50,10:N2} ms p50, {least2.P99:N2} ms p99, {least2.Max:N1} ms at most; it also pushes a message");
    }
}
