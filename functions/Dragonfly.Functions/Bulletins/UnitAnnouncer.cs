using System.Diagnostics;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Operations;
using Dragonfly.Functions.Unlocks;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Functions.Bulletins;

/// <summary>Tells units what a write decided of bulletins. Never throws and never takes long: what does not reach a unit is sent again, and a device that connects asks what stands.</summary>
public sealed partial class UnitAnnouncer(IUnitChannel channel, BulletinClips clips, CallLimits limits, TimeProvider clock, ILogger<UnitAnnouncer> log)
{
    /// <summary>Sends the bulletins that are to be sent, and takes back those that stand no longer.</summary>
    /// <param name="written">The write.</param>
    /// <param name="shared">The picture of one that it sends, where it is at hand.</param>
    public Task AnnounceAsync(IncidentDraft written, SharedPicture? shared = null) =>
        Task.WhenAll(written.Entries.Select(entry => AnnounceAsync(written.Incident, entry, shared)));

    private Task AnnounceAsync(Incident incident, Entry entry, SharedPicture? shared) => entry.Event switch
    {
        BulletinSent e => SendAsync(incident, e.Bulletin, e.Units, entry.Origin, shared),
        BulletinResent e => SendAsync(incident, e.Bulletin, e.Units, entry.Origin, shared),
        BulletinRecalled e => TakeBackAsync(incident, [e.Bulletin], "recalled"),
        BulletinsExpired e => TakeBackAsync(incident, e.Bulletins, "expired"),
        _ => Task.CompletedTask,
    };

    private Task SendAsync(Incident incident, BulletinId id, IReadOnlyList<string> units, Origin origin, SharedPicture? shared) => TryAsync("units.send", incident.Id, id, async cancellation =>
    {
        var bulletin = incident.Bulletins.First(bulletin => bulletin.Id == id);
        var linked = shared?.Bulletin == id ? clips.PictureOfAsync(shared) : clips.LinkAsync(bulletin, origin);
        var (text, picture) = await linked.WaitAsync(cancellation);
        await Task.WhenAll(units.Select(unit => TryAsync("units.push", incident.Id, id, token =>
            channel.PushAsync(incident.Agency, unit, UnitBulletin.Of(incident, bulletin, bulletin.For(unit)!, text, picture), token))));
    });

    private Task TakeBackAsync(Incident incident, IEnumerable<BulletinId> bulletins, string reason) => Task.WhenAll(
        from id in bulletins
        from recipient in incident.Bulletins.First(bulletin => bulletin.Id == id).Recipients
        select TryAsync("units.recall", incident.Id, id, token => channel.RecallAsync(incident.Agency, recipient.Unit, new(id, reason), token)));

    private async Task TryAsync(string what, IncidentId incident, BulletinId bulletin, Func<CancellationToken, Task> push)
    {
        using var span = Spans.Begin(what, incident, ActivityKind.Producer);
        try
        {
            using var timeout = new CancellationTokenSource(limits.Push, clock);
            await push(timeout.Token).WaitAsync(timeout.Token);
        }
        catch (Exception e)
        {
            Telemetry.PushesFailed.Add(1);
            span.Fail(e is OperationCanceledException ? "timeout" : "unreachable");
            LogFailed(bulletin, e);
        }
    }

    [LoggerMessage(EventId = 1301, Level = LogLevel.Warning, Message = "{Bulletin} did not reach a unit; it is sent again")]
    private partial void LogFailed(BulletinId bulletin, Exception e);
}
