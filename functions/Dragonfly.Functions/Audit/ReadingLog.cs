using System.Globalization;
using Dragonfly.Core.Audit;
using Dragonfly.Functions.Access;

namespace Dragonfly.Functions.Audit;

/// <summary>Records readings of the log: a timeline for each principal and day.</summary>
public sealed class ReadingLog(ITimelines timelines, TimeProvider clock) : IReadingLog
{
    /// <inheritdoc/>
    public Task RecordAsync(Caller caller, LogRead read)
    {
        var day = clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var timeline = new TimelineId($"principals/{caller.AgencyClaim?.Value ?? "-"}/{Uri.EscapeDataString(caller.Id)}/{day}");
        return new Ledger<TimelineEnd>(timelines, timeline, TimelineEnd.Unwritten, clock).AppendAsync((_, _) => read, caller.Origin(read.What));
    }
}
