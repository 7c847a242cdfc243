using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Operations;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Functions.Unlocks;

/// <summary>
/// Sees to it that an incident's loop runs and looks again. Called after the store is written; a wake-up that is lost costs at most the minute until the
/// sweeper comes by, so a failure is counted, logged and swallowed.
/// </summary>
public sealed partial class LoopWaker(ILogger<LoopWaker> log)
{
    /// <summary>Starts the loop, or tells the one that runs.</summary>
    public async Task WakeAsync(DurableTaskClient durable, IncidentId incident)
    {
        using var span = Spans.Begin("loop.wake", incident);
        try
        {
            await durable.ScheduleNewOrchestrationInstanceAsync(nameof(UnlockLoop), incident.Value, new StartOrchestrationOptions(incident.Value), CancellationToken.None);
        }
        catch (Exception running)
        {
            await TellAsync(durable, incident, running);
        }
    }

    private async Task TellAsync(DurableTaskClient durable, IncidentId incident, Exception running)
    {
        try
        {
            await durable.RaiseEventAsync(incident.Value, UnlockLoop.Changed, cancellation: CancellationToken.None);
        }
        catch (Exception e)
        {
            Telemetry.WakesFailed.Add(1);
            LogFailed(incident, running.Message, e);
        }
    }

    [LoggerMessage(EventId = 201, Level = LogLevel.Warning, Message = "the loop of {Incident} could be neither started ({Start}) nor told")]
    private partial void LogFailed(IncidentId incident, string start, Exception e);
}
