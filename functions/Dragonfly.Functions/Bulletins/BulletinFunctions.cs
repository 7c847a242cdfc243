using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Clips;
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
public sealed class BulletinFunctions(IncidentAccess incidents, BulletinDesk desk, IClipRecords records)
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
        return await ShowAsync(bulletin, isNew ? 201 : 200);
    }

    /// <summary>The bulletins of an incident, the last sent first, with what they say.</summary>
    [Function(nameof(ListSentBulletins))]
    [Allow(Role.RticInvestigator, Role.RticSupervisor)]
    public async Task<IResult> ListSentBulletins([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "incidents/{incidentId}/bulletins")] HttpRequest request, string incidentId)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var incident = (await incidents.ReadAsync(incidentId, Caller.Of(request), cancellation)).Incident;
        var clips = (await records.ListAsync(incident.Id, cancellation)).ToDictionary(stored => stored.Clip.Id);
        var views = incident.Bulletins.Reverse().Select(bulletin => BulletinView.Of(bulletin) with { Text = clips.GetValueOrDefault(bulletin.Clip)?.Texts.GetValueOrDefault(bulletin.Id) });
        return Answer.Json(new Page<BulletinView>([.. views], null), ApiJson.Default.PageBulletinView);
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
        return await ShowAsync(incident.Bulletins.First(bulletin => bulletin.Id == id));
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
        return await ShowAsync(incident.Bulletins.First(bulletin => bulletin.Id == id));
    }

    private async Task<StoredIncident> ReadAsync(BulletinId id, Caller caller, CancellationToken cancellation)
    {
        var head = await incidents.FindAsync(IncidentOf(id).Value, caller, cancellation);
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
            return [.. fields.Texts("units", BulletinRules.MostUnits, CadUnit.MostCharacters).Select(unit => UnitName.Of(unit.Text))];
        });
    }

    private static IncidentId IncidentOf(BulletinId id) => id.TryGetIncident(out var incident) ? incident : throw new ProblemException(Problem.NotFound("bulletin"));

    private async Task<IResult> ShowAsync(Bulletin bulletin, int status = 200)
    {
        var text = (await records.ReadAsync(bulletin.Clip, CancellationToken.None))?.Texts.GetValueOrDefault(bulletin.Id);
        return Answer.Json(BulletinView.Of(bulletin) with { Text = text }, ApiJson.Default.BulletinView, status);
    }
}
