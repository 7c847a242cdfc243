using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Dragonfly.Functions.Incidents.Cad;

/// <summary>The doors that CAD comes through. What it hears back is the same whether or not any partner has a camera near.</summary>
public sealed class CadFunctions(CadDoor door, IncidentAccess incidents)
{
    /// <summary>Takes one incident, or an array of them, in any format; with <c>dryRun=true</c> only says how they are understood.</summary>
    [Function(nameof(ReceiveIncidents))]
    [Allow(Role.CadWrite)]
    public Task<IResult> ReceiveIncidents(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "cad/incidents")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        door.EnterAsync(request, nameof(ReceiveIncidents), CadReader.FormatOf(request.ContentType), durable);

    /// <summary>The same for what Genetec's CAD Push sends, where it sends it: one event, or an array of them.</summary>
    [Function(nameof(ReceiveEvents))]
    [Allow(Role.CadWrite)]
    public Task<IResult> ReceiveEvents(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "events/{tenant}")] HttpRequest request,
        string tenant,
        [DurableClient] DurableTaskClient durable) =>
        tenant == Caller.Of(request).Agency.Value
            ? door.EnterAsync(request, nameof(ReceiveEvents), CadFormat.CadPush, durable)
            : throw new ProblemException(Problem.Forbidden("foreignAgency", "the tenant is not the token's agency"));

    /// <summary>What CAD itself told us of an incident.</summary>
    [Function(nameof(ReadCadIncident))]
    [Allow(Role.CadWrite)]
    public async Task<IResult> ReadCadIncident(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "cad/incidents/{incidentId}")] HttpRequest request,
        string incidentId)
    {
        var stored = await incidents.ReadAsync(incidentId, Caller.Of(request), request.HttpContext.RequestAborted);
        return stored.Cad is { } report
            ? Answer.Json(CadIncident.Of(stored.Incident.Id, report), ApiJson.Default.CadIncident)
            : throw new ProblemException(Problem.NotFound(stored.Incident.Threat is null ? "CAD report" : "incident")); // A threat is none of CAD's.
    }
}
