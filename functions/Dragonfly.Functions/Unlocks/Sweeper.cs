using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Incidents;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Functions.Unlocks;

/// <summary>
/// What holds the promise when everything else fails: every minute, without owing anything to Durable, it steps each incident whose due time has passed
/// and has the video system give back every lease that no live grant stands behind.
/// </summary>
public sealed partial class Sweeper(
    IIncidentStore store, IncidentWriter writer, Stepper stepper, IVideoSystem video, LoopWaker loops, CallLimits limits, TimeProvider clock, ILogger<Sweeper> log)
{
    private const int Slice = 200;
    private static readonly Origin Origin = Origin.System(nameof(Sweep));
    private static readonly ParallelOptions Parallelism = new() { MaxDegreeOfParallelism = 16 };

    /// <summary>One sweep.</summary>
    [Function(nameof(Sweep))]
    public async Task Sweep([TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable)
    {
        await CloseLeasesAstrayAsync();
        var due = await store.ReadDueAsync(clock.GetUtcNow(), Slice, CancellationToken.None);
        await Parallel.ForEachAsync(due, Parallelism, async (incident, _) => await StepAsync(incident, durable));
    }

    private async Task StepAsync(IncidentId incident, DurableTaskClient durable)
    {
        try
        {
            if (await stepper.StepAsync(incident, Origin) is not null) await loops.WakeAsync(durable, incident);
        }
        catch (Exception e)
        {
            LogFailed(incident, e);
        }
    }

    private async Task CloseLeasesAstrayAsync()
    {
        try
        {
            using var timeout = new CancellationTokenSource(limits.Video, clock);
            var leases = await video.ListOpenAsync(timeout.Token).WaitAsync(timeout.Token);
            await Parallel.ForEachAsync(leases.GroupBy(lease => lease.Grant.TryGetIncident(out var incident) ? incident : default), Parallelism, async (group, _) => await CheckAsync(group.Key, [.. group]));
        }
        catch (Exception e)
        {
            LogListFailed(e);
        }
    }

    // A lease under a grant of ours that ended is the incident's to close: tell it what was seen. A lease nobody here ever granted is closed outright.
    private async Task CheckAsync(IncidentId incident, Lease[] leases)
    {
        try
        {
            var head = incident.Value is null ? null : await store.ReadAsync(incident, CancellationToken.None);
            var astray = leases.Where(lease => head?.Incident.Grants.FirstOrDefault(grant => grant.Id == lease.Grant) is not { IsLive: true }).ToArray();
            if (astray is []) return;
            Telemetry.LeasesAstray.Add(astray.Length);
            foreach (var lease in astray) LogAstray(lease.Grant, lease.Feed);
            if (head is not null)
            {
                await writer.WriteAsync(head, Origin, draft =>
                {
                    foreach (var lease in astray) draft.Decide(new CorrectLease(lease.Grant, Held: true));
                    return ValueTask.CompletedTask;
                });
                await stepper.StepAsync(incident, Origin);
            }

            foreach (var lease in astray.Where(lease => head?.Incident.Grants.Any(grant => grant.Id == lease.Grant) is not true))
            {
                using var timeout = new CancellationTokenSource(limits.Video, clock);
                await video.CloseAsync(lease.Feed, lease.Grant, timeout.Token).WaitAsync(timeout.Token);
            }
        }
        catch (Exception e)
        {
            LogFailed(incident, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "the video system held a lease without a live grant: {Grant} on {Feed}")]
    private partial void LogAstray(GrantId grant, Core.Registry.FeedId feed);

    [LoggerMessage(Level = LogLevel.Error, Message = "sweeping {Incident} failed; the next sweep tries again")]
    private partial void LogFailed(IncidentId incident, Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "the video system did not list its leases; the next sweep tries again")]
    private partial void LogListFailed(Exception e);
}
