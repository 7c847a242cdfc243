using System.Collections.Immutable;
using System.Diagnostics;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Bulletins;
using Dragonfly.Functions.Clips;
using Dragonfly.Functions.Incidents;
using Dragonfly.Functions.Operations;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Functions.Unlocks;

/// <summary>
/// The one unit of work. Unlock, re-lock, expiry, sweep, crash recovery and an operator's repair are all this: read, decide, save the intents, act, save
/// the outcomes, show; again while something is due. Safe to run twice at once: a call is claimed in the store before it is made.
/// </summary>
public sealed partial class Stepper(
    IIncidentStore store,
    IncidentWriter writer,
    UnlockDecision unlocks,
    VideoDoor video,
    ClipBeginner clips,
    RticAnnouncer rtic,
    UnitAnnouncer units,
    CallLimits limits,
    TimeProvider clock,
    ILogger<Stepper> log)
{
    /// <summary>Brings an incident as far as it can be brought now.</summary>
    /// <returns>When it next wants a Step; null when it is finished, or unknown.</returns>
    /// <exception cref="StoreUnavailableException">The store did not answer; nothing is lost, step again.</exception>
    public async Task<DateTimeOffset?> StepAsync(IncidentId id, Origin origin) =>
        await store.ReadAsync(id, CancellationToken.None) is { } head ? Plan.For((await StepAsync(head, origin)).Incident, clock.GetUtcNow()).DueAt : null;

    /// <summary>Brings an incident as far as it can be brought now.</summary>
    /// <returns>The incident as it then is.</returns>
    public async Task<StoredIncident> StepAsync(StoredIncident head, Origin origin)
    {
        using var span = Spans.Begin("incident.step", head.Incident.Id);
        using var scope = log.BeginIncident(head.Incident.Id);
        while (true)
        {
            var due = ImmutableArray<VideoAction>.Empty;
            var claim = await writer.WriteAsync(head, origin, async draft =>
            {
                await unlocks.DecideAsync(draft);
                draft.Decide(new Tick(await unlocks.LiveFeedsAsync(draft.Incident)));
                draft.Decide(new TendBulletins());
                due = Plan.For(draft.Incident, draft.Now).Due;
                draft.Decide(new StartVideo(due));
            });
            head = claim.Result;
            UnlockStage.Reach(UnlockStage.Decided, claim, clock.GetUtcNow());
            var shown = claim.IsVisible ? Task.WhenAll(rtic.AnnounceAsync(claim), units.AnnounceAsync(claim)) : Task.CompletedTask;
            if (due.IsEmpty && head.Incident.WantedClips.IsEmpty)
            {
                await shown;
                return head;
            }

            var begun = clips.BeginAsync(head.Incident, origin);
            var outcomes = await Task.WhenAll(due.Select(action => ActAsync(head.Incident.Id, action)));
            var recorded = await BegunAsync(begun);
            var finish = await writer.WriteAsync(head, origin, draft =>
            {
                draft.Decide(new FinishVideo([.. outcomes]));
                draft.Decide(new NoteClipsBegun(recorded));
                return ValueTask.CompletedTask;
            });
            head = finish.Result;
            await shown;
            var seen = await rtic.AnnounceAsync(finish);
            if (head.Incident.Grants.Any(grant => grant.IsLockOverdue(clock.GetUtcNow()))) await rtic.WarnOfOverdueLockAsync(head.Incident);
            Measure(head.Incident, outcomes, seen);
            if (due.IsEmpty && recorded.IsEmpty) return head; // The clips' store does not answer: the sweeper comes back to it.
        }
    }

    private async Task<ImmutableArray<ClipId>> BegunAsync(Task<ImmutableArray<ClipId>> begun)
    {
        try
        {
            return await begun;
        }
        catch (StoreUnavailableException e)
        {
            LogNotBegun(e);
            return [];
        }
    }

    private async Task<VideoOutcome> ActAsync(IncidentId incident, VideoAction action)
    {
        using var span = Spans.Begin(action.Verb is VideoVerb.Open ? "video.open" : "video.close", incident, ActivityKind.Client)
            ?.SetTag("dragonfly.grant", action.Grant.Value).SetTag("dragonfly.attempt", action.Attempt);
        using var timeout = new CancellationTokenSource(limits.Video, clock);
        string? failure = null;
        try
        {
            var call = action.Verb is VideoVerb.Open
                ? video.OpenAsync(action.Feed, action.Grant, action.Attempt, action.ExpiresAt, timeout.Token)
                : video.CloseAsync(action.Feed, action.Grant, timeout.Token);
            await call.WaitAsync(timeout.Token);
        }
        catch (Exception e)
        {
            failure = e is VideoSystemException known ? known.Code : timeout.IsCancellationRequested ? "timeout" : "unreachable";
            span.Fail(failure);
            Telemetry.VideoFailures.Add(1, new("verb", action.Verb.ToString()), new("code", failure));
            LogFailed(action.Verb, action.Grant, action.Attempt, failure, e);
        }

        return new(action.Verb, action.Grant, action.Attempt, failure, clock.GetUtcNow());
    }

    // A lease that was lost and opened again is no unlock.
    private void Measure(Incident incident, VideoOutcome[] outcomes, bool seen)
    {
        var (viewable, slowest) = (0, TimeSpan.Zero);
        foreach (var outcome in outcomes)
        {
            if (outcome is not { Verb: VideoVerb.Open, Failure: null }) continue;
            var grant = incident.Grants.First(grant => grant.Id == outcome.Grant);
            if (grant.UnlockedAt != outcome.FinishedAt) continue;
            Telemetry.UnlockLatency.Record((outcome.FinishedAt - UnlockStage.SinceOf(grant)).TotalMilliseconds);
            UnlockStage.Reach(UnlockStage.Opened, grant, outcome.FinishedAt);
            if (!seen) continue;
            var now = clock.GetUtcNow();
            UnlockStage.Reach(UnlockStage.Viewable, grant, now);
            viewable++;
            if (now - UnlockStage.SinceOf(grant) is var took && took > slowest) slowest = took;
        }

        if (viewable > 0) LogViewable(incident.Id, viewable, slowest.TotalMilliseconds);
    }

    [LoggerMessage(EventId = 202, Level = LogLevel.Information, Message = "{Incident}: {Feeds} feeds viewable after {Milliseconds} ms")]
    private partial void LogViewable(IncidentId incident, int feeds, double milliseconds);

    [LoggerMessage(EventId = 208, Level = LogLevel.Warning, Message = "clips that are wanted could not be begun; the next Step tries again")]
    private partial void LogNotBegun(Exception e);

    [LoggerMessage(EventId = 203, Level = LogLevel.Warning, Message = "{Verb} {Grant}, attempt {Attempt}: {Failure}")]
    private partial void LogFailed(VideoVerb verb, GrantId grant, int attempt, string failure, Exception e);
}
