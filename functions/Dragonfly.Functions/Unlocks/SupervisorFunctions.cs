using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Dragonfly.Functions.Incidents;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Dragonfly.Functions.Unlocks;

/// <summary>What supervisors and operators do to one incident.</summary>
public sealed class SupervisorFunctions(IncidentAccess incidents, IncidentDesk desk, UnlockDecision unlocks, IIncidentStore store)
{
    private const int MostBytes = 16_384;

    /// <summary>Approves what waits for it: feeds that the policy makes wait, or a threat that another supervisor declared.</summary>
    [Function(nameof(ApproveIncident))]
    [Allow(Role.RticSupervisor)]
    public async Task<IResult> ApproveIncident(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "incidents/{incidentId}/approve")] HttpRequest request,
        string incidentId,
        [DurableClient] DurableTaskClient durable)
    {
        var (reason, caller) = (await Fields.ReadReasonAsync(request, MostBytes), Caller.Of(request));
        return await ChangeAsync(request, incidentId, nameof(ApproveIncident), durable, async draft =>
        {
            var feeds = await unlocks.LiveFeedsAsync(draft.Incident);
            draft.Decide(new Tick(feeds));
            return draft.Decide(new Approve(caller.Id, reason, feeds));
        });
    }

    /// <summary>Keeps the feeds for longer, within the policy and the owners' hours.</summary>
    [Function(nameof(ExtendIncident))]
    [Allow(Role.RticSupervisor)]
    public async Task<IResult> ExtendIncident(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "incidents/{incidentId}/extend")] HttpRequest request,
        string incidentId,
        [DurableClient] DurableTaskClient durable)
    {
        using var body = await JsonBody.ReadAsync(request, MostBytes);
        var (minutes, reason) = Fields.Read(body.RootElement, fields => (fields.Whole("minutes", 1, 1440, required: true), fields.Text("reason", 200, required: true)));
        return await ChangeAsync(request, incidentId, nameof(ExtendIncident), durable, async draft =>
        {
            var feeds = await unlocks.LiveFeedsAsync(draft.Incident);
            draft.Decide(new Tick(feeds));
            return draft.Decide(new Extend(minutes!.Value, reason!, feeds));
        });
    }

    /// <summary>Locks one feed, or with no grant named all of them.</summary>
    [Function(nameof(LockIncident))]
    [Allow(Role.RticSupervisor)]
    public async Task<IResult> LockIncident(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "incidents/{incidentId}/lock")] HttpRequest request,
        string incidentId,
        [DurableClient] DurableTaskClient durable)
    {
        using var body = await JsonBody.ReadAsync(request, MostBytes);
        var (grant, reason) = Fields.Read(body.RootElement, fields => (fields.Text("grantId", 64), fields.Text("reason", 200, required: true)));
        return await ChangeAsync(request, incidentId, nameof(LockIncident), durable, draft => new(draft.Decide(new LockFeeds(grant is null ? null : GrantId.From(grant), reason!))));
    }

    /// <summary>Runs Step now: the operator's repair.</summary>
    [Function(nameof(StepIncident))]
    [Allow(Role.Ops)]
    public async Task<IResult> StepIncident(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "incidents/{incidentId}/step")] HttpRequest request,
        string incidentId,
        [DurableClient] DurableTaskClient durable)
    {
        var caller = Caller.Of(request);
        var head = IncidentId.TryParse(incidentId, out var id) ? await store.ReadAsync(id, request.HttpContext.RequestAborted) : null;
        if (head is null) throw new ProblemException(Problem.NotFound("incident"));
        return Answer.Json(await desk.StepAsync(head, caller, nameof(StepIncident), durable), ApiJson.Default.IncidentView);
    }

    private async Task<IResult> ChangeAsync(HttpRequest request, string incidentId, string source, DurableTaskClient durable, Func<IncidentDraft, ValueTask<Decision>> change)
    {
        var caller = Caller.Of(request);
        var head = await incidents.ReadAsync(incidentId, caller, request.HttpContext.RequestAborted);
        return Answer.Json(await desk.ChangeAsync(head, caller, source, durable, change), ApiJson.Default.IncidentView);
    }
}
