using System.Globalization;
using System.Text.Json;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Json;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Http;
using Dragonfly.Functions.Incidents;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace Dragonfly.Functions.Unlocks;

/// <summary>The unlock policy: read, written, its history, and what another would have unlocked. Its version is its entity tag.</summary>
public sealed class PolicyFunctions(PolicyDesk desk, PolicyDryRun dryRun, ITimelines timelines, RticAnnouncer rtic, PrincipalLog log, TimeProvider clock)
{
    private const int MostBytes = 262_144;
    private const int PageSize = 20;

    /// <summary>The policy that stands.</summary>
    [Function(nameof(ReadPolicy))]
    [Allow(Role.ProgramAdmin, Role.RticSupervisor, Role.Auditor, Role.Ops)]
    public async Task<IResult> ReadPolicy([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "policy")] HttpRequest request)
    {
        var policy = await desk.CurrentAsync(request.HttpContext.RequestAborted);
        return request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Compare(TagOf(policy), useStrongComparison: false)) ? NotModified(request, policy) : Show(request, policy);
    }

    /// <summary>
    /// Puts another policy in the place of the one that <c>If-Match</c> names. It holds for decisions that are made from then on; feeds that are unlocked stay
    /// as they are. What is refused is recorded, every fault of it told.
    /// </summary>
    [Function(nameof(WritePolicy))]
    [Allow(Role.ProgramAdmin)]
    [Limit(30, 10)]
    public async Task<IResult> WritePolicy([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "policy")] HttpRequest request)
    {
        var origin = Caller.Of(request).Origin(nameof(WritePolicy));
        var replaces = request.GetTypedHeaders().IfMatch.Where(tag => tag is { IsWeak: false, Tag.Length: > 1 }).Select(tag => tag.Tag.Value!.Trim('"')).ToArray();
        if (replaces is []) throw new ProblemException(Problem.PreconditionRequired("ifMatchMissing", "If-Match must hold the ETag of the policy that this one is to replace"));
        using var body = await JsonBody.ReadAsync(request, MostBytes);
        var (proposed, reason) = await ReadProposalAsync(body.RootElement, origin);
        var policy = await desk.ReviseAsync(proposed, reason, replaces, origin)
            ?? throw new ProblemException(Problem.PreconditionFailed("policyChanged", "another policy stands by now: read it, and decide again"));
        await rtic.NotifyAsync(null, new(NoticeCode.PolicyChanged, clock.GetUtcNow(), PolicyVersion: policy.Version));
        return Show(request, policy);
    }

    /// <summary>Every policy there was and every one that was refused, the newest first: the policy's timeline, whose hashes anybody may check. That it was read is recorded before it is shown.</summary>
    [Function(nameof(ReadPolicyHistory))]
    [Allow(Role.ProgramAdmin, Role.Auditor)]
    [Limit(60, 30)]
    public async Task<IResult> ReadPolicyHistory([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "policy/history")] HttpRequest request)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var end = Math.Min(new QueryReader(request).AfterNumber() ?? long.MaxValue, (await desk.ReadAsync(cancellation)).Sequence + 1);
        var start = Math.Max(1, end - PageSize);
        await log.RecordAsync(Caller.Of(request), nameof(ReadPolicyHistory), new LogRead(nameof(ReadPolicyHistory)));
        var entries = start < end ? await timelines.ReadAsync(PolicyState.Timeline, start - 1, (int)(end - start), cancellation) : [];
        return Answer.Json(new Page<Entry>([.. entries.Reverse()], start > 1 ? start.ToString(CultureInfo.InvariantCulture) : null), ApiJson.Default.PageEntry);
    }

    /// <summary>What another policy would have unlocked in up to seven days that are on record. Changes nothing.</summary>
    [Function(nameof(DryRunPolicy))]
    [Allow(Role.ProgramAdmin)]
    [Limit(6, 3)]
    public async Task<IResult> DryRunPolicy([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "policy/dry-run")] HttpRequest request)
    {
        var caller = Caller.Of(request);
        using var body = await JsonBody.ReadAsync(request, MostBytes);
        var (from, days, policy) = Fields.Read(body.RootElement, fields =>
        {
            fields.KnowsOnly("from", "days", "policy");
            return (fields.Time("from", clock.GetUtcNow(), required: true), fields.Whole("days", 1, 7),
                fields.Object("policy", required: true) is { } proposed ? PolicyFormat.Read(proposed, "proposed") : null);
        });
        var result = await dryRun.RunAsync(caller.Agency, from!.Value, from.Value.AddDays(days ?? 7), policy!, request.HttpContext.RequestAborted);
        return Answer.Json(result, ApiJson.Default.DryRunResult);
    }

    private async Task<(UnlockPolicy Proposed, string Reason)> ReadProposalAsync(JsonElement json, Origin origin)
    {
        try
        {
            return Fields.Read(json, fields => (PolicyFormat.Read(fields, "proposed", beside: "reason"), fields.Text("reason", 200, required: true)!));
        }
        catch (ProblemException e) when (e.Problem.Errors is [var first, ..])
        {
            await desk.RefuseAsync(new(first.Code, first.Path), origin);
            throw;
        }
    }

    private static EntityTagHeaderValue TagOf(UnlockPolicy policy) => new($"\"{policy.Version}\"");

    private static IResult Show(HttpRequest request, UnlockPolicy policy)
    {
        request.HttpContext.Response.Headers.ETag = TagOf(policy).ToString();
        return Answer.Json(policy, CoreJson.Default.UnlockPolicy);
    }

    private static IResult NotModified(HttpRequest request, UnlockPolicy policy)
    {
        request.HttpContext.Response.Headers.ETag = TagOf(policy).ToString();
        return TypedResults.StatusCode(StatusCodes.Status304NotModified);
    }
}
