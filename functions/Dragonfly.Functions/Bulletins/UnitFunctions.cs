using Dragonfly.Core.Access;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Dragonfly.Functions.Incidents;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Functions.Bulletins;

/// <summary>What a unit's devices do. A bulletin of another unit or agency does not exist; each answer holds a link to the picture that is good for five minutes.</summary>
public sealed class UnitFunctions(IncidentAccess incidents, IIncidentStore store, BulletinDesk desk, BulletinClips clips)
{
    private const int MostIncidents = 50;

    /// <summary>The bulletins of the token's unit that stand, the last sent first: for a device that connects, or was away.</summary>
    [Function(nameof(ListBulletins))]
    [Allow(Role.Unit)]
    [Limit(60, 20)]
    public async Task<IResult> ListBulletins([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "bulletins")] HttpRequest request)
    {
        var caller = Caller.Of(request);
        var heads = await store.ReadForUnitAsync(caller.Agency, caller.Unit, MostIncidents, request.HttpContext.RequestAborted);
        var standing = from head in heads
                       from bulletin in head.Incident.Bulletins
                       where bulletin.Stands && bulletin.For(caller.Unit) is not null
                       orderby bulletin.SentAt descending
                       select TellAsync(head.Incident, bulletin, caller, nameof(ListBulletins));
        return Answer.Json(new Page<UnitBulletin>([.. await Task.WhenAll(standing)], null), ApiJson.Default.PageUnitBulletin);
    }

    /// <summary>One bulletin, while it stands.</summary>
    [Function(nameof(ReadBulletin))]
    [Allow(Role.Unit)]
    [Limit(60, 20)]
    public async Task<IResult> ReadBulletin([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "bulletins/{bulletinId}")] HttpRequest request, string bulletinId)
    {
        var (caller, id) = (Caller.Of(request), BulletinId.From(bulletinId));
        var (head, bulletin) = await FindAsync(id, caller, request.HttpContext.RequestAborted);
        if (!bulletin.Stands) throw NotFound();
        return Show(await TellAsync(head.Incident, bulletin, caller, nameof(ReadBulletin)));
    }

    /// <summary>A device of the unit has the bulletin.</summary>
    [Function(nameof(ReceiveBulletin))]
    [Allow(Role.Unit)]
    [Limit(60, 20)]
    public Task<IResult> ReceiveBulletin([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bulletins/{bulletinId}/receipts")] HttpRequest request, string bulletinId) =>
        DoAsync(request, bulletinId, nameof(ReceiveBulletin), (id, unit) => new ReceiveBulletin(id, unit));

    /// <summary>Somebody of the unit has seen the bulletin.</summary>
    [Function(nameof(AcknowledgeBulletin))]
    [Allow(Role.Unit)]
    [Limit(60, 20)]
    public Task<IResult> AcknowledgeBulletin([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bulletins/{bulletinId}/acknowledgements")] HttpRequest request, string bulletinId) =>
        DoAsync(request, bulletinId, nameof(AcknowledgeBulletin), (id, unit) => new AcknowledgeBulletin(id, unit));

    private async Task<IResult> DoAsync(HttpRequest request, string bulletinId, string source, Func<BulletinId, string, BulletinCommand> command)
    {
        var (caller, id) = (Caller.Of(request), BulletinId.From(bulletinId));
        var (head, _) = await FindAsync(id, caller, request.HttpContext.RequestAborted);
        var incident = await desk.DoAsync(head, command(id, caller.Unit), caller, source);
        return Show(await TellAsync(incident, incident.Bulletins.First(bulletin => bulletin.Id == id), caller, source));
    }

    private async Task<(StoredIncident Head, Bulletin Bulletin)> FindAsync(BulletinId id, Caller caller, CancellationToken cancellation)
    {
        if (!id.TryGetIncident(out var incident) || await incidents.FindAsync(incident.Value, caller, cancellation) is not { } head) throw NotFound();
        return head.Incident.Bulletins.FirstOrDefault(bulletin => bulletin.Id == id && bulletin.For(caller.Unit) is not null) is { } bulletin ? (head, bulletin) : throw NotFound();
    }

    private async Task<UnitBulletin> TellAsync(Incident incident, Bulletin bulletin, Caller caller, string source)
    {
        var (text, picture) = await clips.LinkAsync(bulletin, caller.Origin(source));
        return UnitBulletin.Of(incident, bulletin, bulletin.For(caller.Unit)!, text, picture);
    }

    private static IResult Show(UnitBulletin bulletin) => Answer.Json(bulletin, ApiJson.Default.UnitBulletin);

    private static ProblemException NotFound() => new(Problem.NotFound("bulletin"));
}
