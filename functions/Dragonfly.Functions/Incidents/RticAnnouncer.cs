using System.Diagnostics;
using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Operations;
using Dragonfly.Functions.Unlocks;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Functions.Incidents;

/// <summary>Shows the RTIC an incident as it now is, and what of a write people should be told beyond that. Never throws and never takes long: a dashboard that misses a push catches up by version.</summary>
public sealed partial class RticAnnouncer(IRticChannel channel, IncidentAccess incidents, CallLimits limits, TimeProvider clock, ILogger<RticAnnouncer> log)
{
    /// <summary>From intake, where CAD waits.</summary>
    /// <returns>Whether the view was sent.</returns>
    public Task<bool> AnnounceIntakeAsync(IncidentDraft written) => AnnounceAsync(written, limits.IntakePush);

    /// <summary>From anywhere else.</summary>
    /// <returns>Whether the view was sent.</returns>
    public Task<bool> AnnounceAsync(IncidentDraft written) => AnnounceAsync(written, limits.Push);

    /// <summary>Tells the RTIC that feeds of an incident should be locked by now and may not be.</summary>
    public Task WarnOfOverdueLockAsync(Incident incident) => NotifyAsync(incident.Agency, new(NoticeCode.LockOverdue, clock.GetUtcNow(), incident.Id));

    /// <summary>Tells an agency, or with none named all of them. A notice that is lost is not sent again.</summary>
    public Task NotifyAsync(AgencyId? agency, Notice notice) => NotifyAsync(agency, notice, limits.Push);

    private Task<bool> NotifyAsync(AgencyId? agency, Notice notice, TimeSpan limit) =>
        TryAsync("rtic.notice", notice.Incident, limit, cancellation => channel.NotifyAsync(agency, notice, cancellation), e => LogNoticeFailed(notice.Code, agency, e));

    private async Task<bool> AnnounceAsync(IncidentDraft written, TimeSpan limit)
    {
        var pushed = PushAsync(written.Result, limit);
        await Task.WhenAll(Notices.Of(written.Incident.Id, written.Entries).Select(notice => NotifyAsync(written.Incident.Agency, notice, limit)));
        return await pushed;
    }

    private Task<bool> PushAsync(StoredIncident stored, TimeSpan limit) => TryAsync(
        "rtic.push",
        stored.Incident.Id,
        limit,
        async cancellation => await channel.PushAsync(await incidents.ViewAsync(stored, cancellation), cancellation),
        e => LogFailed(stored.Incident.Id, stored.Incident.Version, e));

    private async Task<bool> TryAsync(string what, IncidentId? incident, TimeSpan limit, Func<CancellationToken, Task> push, Action<Exception> failed)
    {
        using var span = Spans.Begin(what, incident, ActivityKind.Producer);
        try
        {
            using var timeout = new CancellationTokenSource(limit, clock);
            await push(timeout.Token).WaitAsync(timeout.Token);
            return true;
        }
        catch (Exception e)
        {
            Telemetry.PushesFailed.Add(1);
            span.Fail(e is OperationCanceledException ? "timeout" : "unreachable");
            failed(e);
            return false;
        }
    }

    [LoggerMessage(EventId = 101, Level = LogLevel.Warning, Message = "{Incident} version {Version} was not pushed to the RTIC")]
    private partial void LogFailed(IncidentId incident, long version, Exception e);

    [LoggerMessage(EventId = 102, Level = LogLevel.Warning, Message = "the notice {Code} did not reach the RTIC of {Agency}")]
    private partial void LogNoticeFailed(string code, AgencyId? agency, Exception e);
}
