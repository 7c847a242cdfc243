using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Incidents;
using Dragonfly.Functions.Operations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Functions.Unlocks;

/// <summary>
/// What holds the promise when everything else fails: every minute, without owing anything to Durable, it steps each incident whose due time has passed
/// and sees to it that the video system holds the leases of the live grants and no others.
/// </summary>
public sealed partial class Sweeper(
    IIncidentStore store, IncidentWriter writer, Stepper stepper, IVideoSystem video, LoopWaker loops, SweepGauges gauges, CallLimits limits, TimeProvider clock, ILogger<Sweeper> log)
{
    private const int Slice = 200;
    private const int MostUnfinished = 10_000;
    private static readonly Origin Origin = Origin.System(nameof(Sweep));
    private static readonly ParallelOptions Parallelism = new() { MaxDegreeOfParallelism = 16 };

    /// <summary>One sweep.</summary>
    [Function(nameof(Sweep))]
    public async Task Sweep([TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable)
    {
        using var span = Spans.Begin("sweep");
        var seenAt = clock.GetUtcNow();
        var tally = new SweepTally(seenAt);
        var held = (await ListAsync())?.ToLookup(lease => lease.Grant.TryGetIncident(out var incident) ? incident : default);
        var unfinished = await store.ReadDueAsync(DateTimeOffset.MaxValue, MostUnfinished, CancellationToken.None);
        await EachAsync((held?.Select(group => group.Key) ?? []).Union(unfinished), incident => LookAsync(incident, held, tally, seenAt));
        gauges.Note(tally.Figures);

        var due = await store.ReadDueAsync(seenAt, Slice, CancellationToken.None);
        await EachAsync(due, async incident =>
        {
            if (await stepper.StepAsync(incident, Origin) is not null) await loops.WakeAsync(durable, incident);
        });
    }

    // While the video system does not answer, what it owes us is counted all the same.
    private async Task LookAsync(IncidentId id, ILookup<IncidentId, Lease>? held, SweepTally tally, DateTimeOffset seenAt)
    {
        var head = id.Value is null ? null : await store.ReadAsync(id, CancellationToken.None);
        if (head is not null) tally.Count(head.Incident);
        if (held is not null) await ReconcileAsync(head, [.. held[id]], seenAt);
    }

    // Tells an incident what of its leases was seen to be otherwise than it believes: one held under a grant that ended, or none under one that stands.
    // A lease that nobody here ever granted is closed outright.
    private async Task ReconcileAsync(StoredIncident? head, Lease[] leases, DateTimeOffset seenAt)
    {
        var grants = head?.Incident.Grants.ToDictionary(grant => grant.Id) ?? [];
        await Parallel.ForEachAsync(leases.Where(lease => !grants.ContainsKey(lease.Grant)), Parallelism, async (lease, _) => await CloseStrangerAsync(lease));
        if (head is null) return;

        var held = leases.Select(lease => lease.Grant).ToHashSet();
        var wrong = grants.Values
            .Where(grant => IsSettledSince(grant, seenAt) && held.Contains(grant.Id) != (grant.Observed is Observed.Open))
            .Select(grant => new CorrectLease(grant.Id, Held: held.Contains(grant.Id)))
            .ToArray();
        if (wrong is [])
        {
            if (Plan.For(head.Incident, seenAt).DueAt > seenAt) await stepper.StepAsync(head, Origin); // What is due is stepped below. An owner's word that was written, and whose writer died before it was carried out.
            return;
        }

        Telemetry.LeasesAstray.Add(wrong.Length);
        foreach (var correction in wrong) LogWrong(correction.Grant, correction.Held);
        var corrected = await writer.WriteAsync(head, Origin, draft =>
        {
            foreach (var correction in wrong) draft.Decide(correction);
            return ValueTask.CompletedTask;
        });
        await stepper.StepAsync(corrected.Result, Origin);
    }

    // What was opened or closed after the leases were listed says nothing against the list, nor does a lease that ran out by itself.
    private static bool IsSettledSince(Grant grant, DateTimeOffset seenAt) => grant.Observed switch
    {
        Observed.Open => grant.IsLive && grant.UnlockedAt < seenAt && seenAt < grant.ExpiresAt,
        Observed.Closed => grant.LockedAt < seenAt,
        _ => false,
    };

    // One that cannot be closed must not keep the others open; the next sweep finds it again.
    private async Task CloseStrangerAsync(Lease lease)
    {
        Telemetry.LeasesAstray.Add(1);
        LogWrong(lease.Grant, true);
        try
        {
            using var timeout = new CancellationTokenSource(limits.Video, clock);
            await video.CloseAsync(lease.Feed, lease.Grant, timeout.Token).WaitAsync(timeout.Token);
        }
        catch (Exception e)
        {
            LogStillOpen(lease.Feed, lease.Grant, e);
        }
    }

    private async Task<IReadOnlyList<Lease>?> ListAsync()
    {
        try
        {
            using var timeout = new CancellationTokenSource(limits.Video, clock);
            return await video.ListOpenAsync(timeout.Token).WaitAsync(timeout.Token);
        }
        catch (Exception e) when (e is VideoSystemException or OperationCanceledException)
        {
            LogListFailed(e);
            return null;
        }
    }

    // One incident that fails must not keep the sweep from the others.
    private async Task EachAsync(IEnumerable<IncidentId> incidents, Func<IncidentId, Task> act) =>
        await Parallel.ForEachAsync(incidents, Parallelism, async (incident, _) =>
        {
            try
            {
                await act(incident);
            }
            catch (Exception e)
            {
                LogFailed(incident, e);
            }
        });

    [LoggerMessage(EventId = 204, Level = LogLevel.Warning, Message = "{Grant}: the lease was thought otherwise; held: {Held}")]
    private partial void LogWrong(GrantId grant, bool held);

    [LoggerMessage(EventId = 205, Level = LogLevel.Error, Message = "sweeping {Incident} failed; the next sweep tries again")]
    private partial void LogFailed(IncidentId incident, Exception e);

    [LoggerMessage(EventId = 207, Level = LogLevel.Error, Message = "{Feed} is still open under {Grant}, which nobody here granted; the next sweep tries again")]
    private partial void LogStillOpen(FeedId feed, GrantId grant, Exception e);

    [LoggerMessage(EventId = 206, Level = LogLevel.Error, Message = "the video system did not list its leases; the next sweep tries again")]
    private partial void LogListFailed(Exception e);
}
