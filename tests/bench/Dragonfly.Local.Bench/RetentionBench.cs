using System.Diagnostics;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Clips;
using Dragonfly.Local.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Local.Bench;

/// <summary>10,000 clips whose time is over are deleted by one sweep, record and file; against deleting as many files.</summary>
internal static class RetentionBench
{
    private const int Clips = 10_000;

    public static async Task RunAsync(string folder)
    {
        await using var app = await LocalApp.StartAsync(new("http://127.0.0.1:0", Path.Combine(folder, "data"), () => []));
        var services = app.Web.Services;
        var (records, files, functions) = (services.GetRequiredService<IClipRecords>(), services.GetRequiredService<IClipStore>(), services.GetRequiredService<FunctionsHost>());
        var past = TimeProvider.System.GetUtcNow().AddDays(-40);
        var incident = IncidentId.Of(new("cpd"), "26-1");
        await Parallel.ForEachAsync(Enumerable.Range(1, Clips), async (number, cancellation) =>
        {
            var (id, content) = (new ClipId($"{number:x32}"), new ClipContent(3, "image/png", new string('a', 64)));
            var draft = new ClipDraft(StoredClip.Unwanted(id), Origin.System("bench"), past);
            draft.Decide(new BeginClip(new(ClipKind.Still, new("cpd"), incident, null, null, null, null, null, null, past, null, "bench", "bench", 30)));
            draft.Decide(new KeepPicture(new(new(id, 1), 3, "image/png", past, Held: false), content));
            await files.TryCreateAsync(new(id, 1), "png"u8.ToArray(), "image/png", cancellation);
            await records.TryWriteAsync(draft.ToWrite(), cancellation);
        });

        var start = Stopwatch.GetTimestamp();
        await functions.FireTimerAsync(nameof(ClipSweeper.SweepClips));
        var took = Stopwatch.GetElapsedTime(start);
        if ((await files.ListAsync(null, 10, default)).Files.Length > 0) throw new InvalidOperationException("some were left");
        var floor = Floor(Path.Combine(folder, "floor"));
        Console.WriteLine($"retention {took.TotalMilliseconds,6:N0} ms for {Clips:N0} clips; floor {floor.TotalMilliseconds:N0} ms to delete as many files; ratio {took / floor:N1}");
    }

    private static TimeSpan Floor(string folder)
    {
        Directory.CreateDirectory(folder);
        for (var i = 0; i < Clips; i++) File.WriteAllBytes(Path.Combine(folder, $"{i}"), "png"u8);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Clips; i++) File.Delete(Path.Combine(folder, $"{i}"));
        return Stopwatch.GetElapsedTime(start);
    }
}
