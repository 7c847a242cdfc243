using System.Collections.Concurrent;
using System.Diagnostics;
using Dragonfly.Core.Incidents;

namespace Dragonfly.Local.Tests.Operations;

/// <summary>Listens to our spans, and keeps those that have ended.</summary>
internal sealed class SpanRecorder : IDisposable
{
    private readonly ConcurrentQueue<Activity> ended = [];
    private readonly ActivityListener listener;

    public SpanRecorder()
    {
        listener = new()
        {
            ShouldListenTo = source => source.Name is "Dragonfly" or "Dragonfly.Local" or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>The spans of an incident, in the order in which they ended.</summary>
    public IReadOnlyList<Activity> Of(IncidentId incident) => [.. ended.Where(span => span.GetTagItem("dragonfly.incident") as string == incident.Value)];

    /// <summary>All spans of a trace.</summary>
    public IReadOnlyList<Activity> Of(ActivityTraceId trace) => [.. ended.Where(span => span.TraceId == trace)];

    public void Dispose() => listener.Dispose();
}
