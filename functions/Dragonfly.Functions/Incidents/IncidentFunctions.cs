using System.Globalization;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Json;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Functions.Incidents;

/// <summary>What the RTIC reads.</summary>
public sealed class IncidentFunctions(IIncidentStore store, IncidentAccess incidents, PrincipalLog log)
{
    private const int PageSize = 100;

    /// <summary>
    /// The caller's agency's incidents, oldest change first. A dashboard that was away asks for what changed after the newest change it has; since clocks
    /// differ, it should ask a few seconds further back and go by version.
    /// </summary>
    [Function(nameof(ListIncidents))]
    [Allow(Role.RticInvestigator, Role.RticSupervisor)]
    public async Task<IResult> ListIncidents([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "incidents")] HttpRequest request)
    {
        var (query, cancellation) = (ReadQuery(new(request), Caller.Of(request)), request.HttpContext.RequestAborted);
        var found = await store.QueryAsync(query, cancellation);
        var views = await Task.WhenAll(found.Select(stored => incidents.ViewAsync(stored, cancellation)));
        var next = found.Length == PageSize ? new Cursor<IncidentId>(found[^1].Incident.ChangedAt, found[^1].Incident.Id).ToString() : null;
        return Answer.Json(new Page<IncidentView>([.. views], next), ApiJson.Default.PageIncidentView);
    }

    /// <summary>One incident.</summary>
    [Function(nameof(ReadIncident))]
    [Allow(Role.RticInvestigator, Role.RticSupervisor)]
    public async Task<IResult> ReadIncident(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "incidents/{incidentId}")] HttpRequest request,
        string incidentId)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var stored = await incidents.ReadAsync(incidentId, Caller.Of(request), cancellation);
        return Answer.Json(await incidents.ViewAsync(stored, cancellation), ApiJson.Default.IncidentView);
    }

    /// <summary>All that was ever decided about an incident, hash-chained, oldest first. That it was read is recorded before it is shown.</summary>
    [Function(nameof(ReadTimeline))]
    [Allow(Role.RticInvestigator, Role.RticSupervisor)]
    [Limit(120, 60)]
    public async Task<IResult> ReadTimeline(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "incidents/{incidentId}/timeline")] HttpRequest request,
        string incidentId)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var after = new QueryReader(request).AfterNumber() ?? 0;
        var caller = Caller.Of(request);
        var stored = await incidents.ReadAsync(incidentId, caller, cancellation);
        await log.RecordAsync(caller, nameof(ReadTimeline), new LogRead(nameof(ReadTimeline), stored.Incident.Id.Value));
        var entries = await store.ReadTimelineAsync(stored.Incident.Id, after, PageSize, cancellation);
        var next = entries.Length == PageSize ? entries[^1].Sequence.ToString(CultureInfo.InvariantCulture) : null;
        return Answer.Json(new Page<Entry>(entries, next), ApiJson.Default.PageEntry);
    }

    /// <summary>The <c>status</c> parameter: only open incidents, only closed ones, or all.</summary>
    internal static bool? ReadStatus(QueryReader query) => query.Text("status", 16) switch
    {
        null => null,
        "open" => true,
        "closed" => false,
        _ => throw QueryReader.Bad("status", "unknownStatus", "must be open or closed"),
    };

    private static IncidentQuery ReadQuery(QueryReader query, Caller caller)
    {
        if (query.Text("agency", 64) is { } agency && agency != caller.Agency.Value) throw new ProblemException(Problem.Forbidden("foreignAgency", "the agency is not the token's"));
        return new(caller.Agency, ReadStatus(query), query.Time("changedAfter"), query.After<IncidentId>(), PageSize);
    }
}
