using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dragonfly.Audit;
using Dragonfly.Conformance;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Json;

namespace Dragonfly.Local.Bench;

/// <summary>How fast <c>dragonfly-audit verify</c> is: a whole export, sealed, read from memory. The floor splits it into lines and hashes them, on as many threads.</summary>
internal static class VerifyBench
{
    private const int Incidents = 4_000;
    private const int Rounds = 5;

    public static async Task RunAsync()
    {
        var log = new TestLog();
        var life = ChainBench.WholeLife();
        for (var i = 0; i < Incidents; i++) log.Add($"incidents/{i:x32}", life);
        for (var i = 1; i <= 96; i++) log.Seal(life[^1].At.AddMinutes(15 * i), i % 96 == 0 ? Incidents : Incidents / 96);
        log.ExportedAt = life[^1].At.AddHours(24);
        var lines = log.Export();
        var entries = Incidents * life.Count + 96;
        var bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines));
        var (best, perSecond, floor, floorPerSecond) = (0.0, 0.0, 0.0, 0.0);
        for (var round = 0; round < Rounds; round++)
        {
            var (start, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var report = await ExportFile.VerifyAsync(new MemoryStream(bytes), null, default);
            best = Math.Max(best, entries / Stopwatch.GetElapsedTime(start).TotalSeconds);
            perSecond = Math.Max(perSecond, entries / (Environment.CpuUsage.TotalTime - before).TotalSeconds);
            if (!report.Whole || report.Entries != entries) throw new InvalidOperationException(JsonSerializer.Serialize(report, CoreJson.Default.LogReport));
            (start, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            Hash(bytes);
            floor = Math.Max(floor, entries / Stopwatch.GetElapsedTime(start).TotalSeconds);
            floorPerSecond = Math.Max(floorPerSecond, entries / (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }

        Console.WriteLine($"verify    {best,10:N0} entries/s, {bytes.Length / 1e6:N0} MB, {entries:N0} entries, 96 checkpoints, {Environment.ProcessorCount} processors; {perSecond:N0} in a second of one processor");
        Console.WriteLine($"floor     {floor,10:N0} lines/s hashed; {floorPerSecond:N0} in a second of one processor");
        Console.WriteLine($"ratio     {floorPerSecond / perSecond,10:N2} of processor time");
    }

    private static void Hash(byte[] bytes)
    {
        var part = bytes.Length / Environment.ProcessorCount;
        Parallel.For(0, Environment.ProcessorCount, i =>
        {
            Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
            ReadOnlySpan<byte> mine = bytes.AsSpan(i * part, part);
            foreach (var line in mine.Split((byte)'\n')) SHA256.HashData(mine[line], digest);
        });
    }
}
