using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Dragonfly.Functions.Incidents;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Dragonfly.Functions.Bulletins;

/// <summary>What the RTIC does with bulletins. Who has one and who has seen it is in the incident's view.</summary>
public sealed class BulletinFunctions(IncidentAccess incidents, BulletinDesk desk)
{
    private const int MostBytes = 16_384;

    /// <summary>Sends a still of the incident, or an image that is attached, to units. The same caller's same <c>Idempotency-Key</c> is the same bulletin.</summary>
    [Function(nameof(SendBulletin))]
    [Allow(Role.RticInvestigator, Role.RticSupervisor)]
    [Limit(60, 20)]
    public async Task<IResult> SendBulletin(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "incidents/{incidentId}/bulletins")] HttpRequest request,
        string incidentId,
        [DurableClient] DurableTaskClient durable)
    {
        var caller = Caller.Of(request);
        var head = await incidents.ReadAsync(incidentId, caller, request.HttpContext.RequestAborted);
        var wanted = await BulletinRequest.ReadAsync(request);
        var (bulletin, isNew) = await desk.SendAsync(head, wanted, request.Headers["Idempotency-Key"].FirstOrDefault(), caller, nameof(SendBulletin), durable);
        return Show(bulletin, isNew ? 201 : 200);
    }

    /// <summary>Sends a bulletin again: to the units that are named, or to all that have not acknowledged it.</summary>
    [Function(nameof(ResendBulletin))]
    [Allow(Role.RticInvestigator, Role.RticSupervisor)]
    [Limit(60, 20)]
    public async Task<IResult> ResendBulletin(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bulletins/{bulletinId}/resend")] HttpRequest request,
        string bulletinId,
        [DurableClient] DurableTaskClient durable)
    {
        var (caller, id) = (Caller.Of(request), BulletinId.From(bulletinId));
        var head = await ReadAsync(id, caller, request.HttpContext.RequestAborted);
        var units = await ReadUnitsAsync(request);
        var incident = await desk.DoAsync(head, new ResendBulletin(id, units, caller.Id), caller, nameof(ResendBulletin), durable);
        return Show(incident.Bulletins.First(bulletin => bulletin.Id == id));
    }

    /// <summary>Takes a bulletin back: from here on it is no unit's.</summary>
    [Function(nameof(RecallBulletin))]
    [Allow(Role.RticInvestigator, Role.RticSupervisor)]
    public async Task<IResult> RecallBulletin(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bulletins/{bulletinId}/recall")] HttpRequest request,
        string bulletinId)
    {
        var (caller, id) = (Caller.Of(request), BulletinId.From(bulletinId));
        var head = await ReadAsync(id, caller, request.HttpContext.RequestAborted);
        var reason = await Fields.ReadReasonAsync(request, MostBytes);
        var incident = await desk.DoAsync(head, new RecallBulletin(id, caller.Id, reason), caller, nameof(RecallBulletin));
        return Show(incident.Bulletins.First(bulletin => bulletin.Id == id));
    }

    private async Task<StoredIncident> ReadAsync(BulletinId id, Caller caller, CancellationToken cancellation)
    {
        if (!id.TryGetIncident(out var incident)) throw new ProblemException(Problem.NotFound("bulletin"));
        var head = await incidents.FindAsync(incident.Value, caller, cancellation);
        return head?.Incident.Bulletins.Any(bulletin => bulletin.Id == id) is true ? head : throw new ProblemException(Problem.NotFound("bulletin"));
    }

    private static async Task<ImmutableArray<string>> ReadUnitsAsync(HttpRequest request)
    {
        var bytes = await RequestBody.ReadAsync(request, MostBytes);
        if (bytes.IsEmpty) return [];
        JsonBody.CheckMediaType(request);
        using var body = JsonBody.Parse(bytes);
        return Fields.Read<ImmutableArray<string>>(body.RootElement, fields =>
        {
            fields.KnowsOnly("units");
            return [.. fields.Texts("units", BulletinRules.MostUnits, CadUnit.MostCharacters).Select(unit => unit.Text)];
        });
    }

    private static IResult Show(Bulletin bulletin, int status = 200) => Answer.Json(BulletinView.Of(bulletin), ApiJson.Default.BulletinView, status);
}
