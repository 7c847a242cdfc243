using Dragonfly.Core.Audit;
using Dragonfly.Core.Clips;
using Dragonfly.Functions.Operations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Functions.Clips;

/// <summary>
/// Steps every clip that wants it: exports that were not asked for or did not come, files whose reader died, clips whose time is over. Once a day, files that belong to no clip are
/// deleted: what was uploaded and never asked for, and pictures whose taking was refused at the last moment.
/// </summary>
public sealed partial class ClipSweeper(IClipRecords records, IClipStore files, ClipStepper stepper, TimeProvider clock, ILogger<ClipSweeper> log)
{
    private const int Slice = 500;
    private const int MostDue = 20_000;
    private const int PageSize = 1_000;
    private static readonly TimeSpan StrayFor = TimeSpan.FromDays(1);
    private static readonly Origin Origin = Origin.System(nameof(SweepClips));
    private static readonly ParallelOptions Parallelism = new() { MaxDegreeOfParallelism = 32 };

    /// <summary>Steps what is due, slice by slice. What stays due, as an export that is still being made, is seen once.</summary>
    [Function(nameof(SweepClips))]
    public async Task SweepClips([TimerTrigger("20 * * * * *")] TimerInfo timer)
    {
        using var span = Spans.Begin("sweep.clips");
        var seen = new HashSet<ClipId>();
        while (seen.Count < MostDue)
        {
            var due = await records.ReadDueAsync(clock.GetUtcNow(), seen.Count + Slice, CancellationToken.None);
            ClipId[] fresh = [.. due.Where(seen.Add)];
            if (fresh is []) return;
            await Parallel.ForEachAsync(fresh, Parallelism, async (clip, _) =>
            {
                try
                {
                    await stepper.StepAsync(clip, Origin);
                }
                catch (Exception e) // One clip that fails must not keep the sweep from the others.
                {
                    LogFailed(clip, e);
                }
            });
        }
    }

    /// <summary>Deletes files that have been in the store for a day and belong to no clip.</summary>
    [Function(nameof(SweepStrayFiles))]
    public async Task SweepStrayFiles([TimerTrigger("0 40 9 * * *")] TimerInfo timer)
    {
        using var span = Spans.Begin("sweep.files");
        for (string? after = null; ;)
        {
            var page = await files.ListAsync(after, PageSize, CancellationToken.None);
            foreach (var file in page.Files.Where(file => !file.Held && clock.GetUtcNow() - file.CreatedAt > StrayFor))
            {
                if (await records.ReadAsync(file.Blob.Clip, CancellationToken.None) is not null) continue;
                await files.DeleteAsync(file.Blob, CancellationToken.None);
                LogStray(file.Blob);
                Telemetry.ClipFilesAstray.Add(1);
            }

            if ((after = page.Next) is null) return;
        }
    }

    [LoggerMessage(EventId = 1106, Level = LogLevel.Error, Message = "stepping clip {Clip} failed; the next sweep tries again")]
    private partial void LogFailed(ClipId clip, Exception e);

    [LoggerMessage(EventId = 1107, Level = LogLevel.Warning, Message = "{File} belonged to no clip for a day, and was deleted")]
    private partial void LogStray(ClipBlob file);
}
