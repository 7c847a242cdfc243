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

    private async Task AnnounceAsync(StoredIncident stored, TimeSpan limit)
    {
        try
        {
            using var timeout = new CancellationTokenSource(limit, clock);
            var view = await incidents.ViewAsync(stored, timeout.Token);
            await channel.PushAsync(view, timeout.Token).WaitAsync(timeout.Token);
        }
        catch (Exception e)
        {
            Telemetry.PushesFailed.Add(1);
            LogFailed(stored.Incident.Id, stored.Incident.Version, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Incident} version {Version} was not pushed to the RTIC")]
    private partial void LogFailed(IncidentId incident, long version, Exception e);
}
