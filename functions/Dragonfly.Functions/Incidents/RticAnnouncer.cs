using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Unlocks;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Functions.Incidents;

/// <summary>Shows the RTIC an incident as it now is. Never throws and never takes long: a dashboard that misses a push catches up by version.</summary>
public sealed partial class RticAnnouncer(IRticChannel channel, IncidentAccess incidents, CallLimits limits, TimeProvider clock, ILogger<RticAnnouncer> log)
{
    /// <summary>From intake, where CAD waits.</summary>
    public Task AnnounceIntakeAsync(StoredIncident stored) => AnnounceAsync(stored, limits.IntakePush);

    /// <summary>From anywhere else.</summary>
    public Task AnnounceAsync(StoredIncident stored) => AnnounceAsync(stored, limits.Push);

    /// <summary>Tells the RTIC that feeds of an incident should be locked by now and may not be.</summary>
    public Task WarnOfOverdueLockAsync(Incident incident) => TryAsync(incident, limits.Push, cancellation =>
        channel.NotifyAsync(incident.Agency, new(NoticeCode.LockOverdue, clock.GetUtcNow(), incident.Id), cancellation));

    /// <summary>Sends a notice to an agency, or with none named to all.</summary>
    public async Task NotifyAsync(AgencyId? agency, Notice notice)
    {
        try
        {
            using var timeout = new CancellationTokenSource(limits.Push, clock);
            await channel.NotifyAsync(agency, notice, timeout.Token).WaitAsync(timeout.Token);
        }
        catch (Exception e)
        {
            Telemetry.PushesFailed.Add(1);
            LogNoticeFailed(notice.Code, e);
        }
    }

    private Task AnnounceAsync(StoredIncident stored, TimeSpan limit) => TryAsync(stored.Incident, limit, async cancellation =>
        await channel.PushAsync(await incidents.ViewAsync(stored, cancellation), cancellation));

    private async Task TryAsync(Incident incident, TimeSpan limit, Func<CancellationToken, Task> push)
    {
        try
        {
            using var timeout = new CancellationTokenSource(limit, clock);
            await push(timeout.Token).WaitAsync(timeout.Token);
        }
        catch (Exception e)
        {
            Telemetry.PushesFailed.Add(1);
            LogFailed(incident.Id, incident.Version, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Incident} version {Version} was not pushed to the RTIC")]
    private partial void LogFailed(IncidentId incident, long version, Exception e);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the notice {Code} was not sent to the RTIC")]
    private partial void LogNoticeFailed(string code, Exception e);
}
