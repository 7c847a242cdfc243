using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Http;
using Dragonfly.Functions.Incidents.Cad;
using Dragonfly.Functions.Operations;
using Dragonfly.Functions.Unlocks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Functions.Health;

/// <summary>Whether we are up; for operators also what ails us.</summary>
public sealed class HealthFunction(IIncidentStore store, IVideoSystem video, ICadLinks links, CallLimits limits, CadOptions cad, PrincipalLog log, TimeProvider clock)
{
    /// <summary>
    /// 200 while incidents can be taken, else 503. The video system being down is an ailment, not a death; so is a CAD system that is silent, or an audit log
    /// that this instance fails to write, which makes us <c>degraded</c>: to take an instance out of service would not help.
    /// </summary>
    [Function(nameof(Health))]
    [AllowAnyone]
    [Limit(60, 60)]
    public async Task<IResult> Health([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request)
    {
        var count = await CountAsync();
        var heard = await LinksAsync();
        var status = count is null ? "down" : heard is null || heard.Value.Any(link => link.Silent) || log.IsFailing ? "degraded" : "up";
        var answer = Caller.Of(request).Roles.Contains(Role.Ops)
            ? new HealthAnswer(status, count is null ? "down" : "up", await ListAsync() is { } leases ? "up" : "down", log.IsFailing ? "failing" : "up", count?.Open, count?.Overdue, heard)
            : new HealthAnswer(status);
        return Answer.Json(answer, ApiJson.Default.HealthAnswer, count is null ? 503 : 200);
    }

    private async Task<IncidentCount?> CountAsync()
    {
        try
        {
            return await store.CountAsync(clock.GetUtcNow() - SweepTally.Late, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    private async Task<ImmutableArray<CadLinkHealth>?> LinksAsync()
    {
        try
        {
            var now = clock.GetUtcNow();
            return [.. (await links.ListAsync(CancellationToken.None)).Select(link => new CadLinkHealth(link.Agency, link.HeardAt, link.IsSilent(now, cad.SilentAfter)))];
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    private async Task<int?> ListAsync()
    {
        try
        {
            using var timeout = new CancellationTokenSource(limits.Video, clock);
            return (await video.ListOpenAsync(timeout.Token).WaitAsync(timeout.Token)).Count;
        }
        catch (Exception e) when (e is VideoSystemException or OperationCanceledException)
        {
            return null;
        }
    }
}

/// <summary>How we are.</summary>
/// <param name="Status"><c>up</c>, <c>degraded</c> or <c>down</c>.</param>
/// <param name="Store">The store, for operators.</param>
/// <param name="VideoSystem">The video system, for operators.</param>
/// <param name="AuditLog">What this instance writes to principals' timelines: <c>up</c>, or <c>failing</c> while it cannot be written and for an hour after a record was lost.</param>
/// <param name="OpenIncidents">Incidents open.</param>
/// <param name="OverdueIncidents">Incidents with something due for more than 90 s.</param>
/// <param name="CadLinks">Every CAD system that was ever heard.</param>
public sealed record HealthAnswer(
    string Status, string? Store = null, string? VideoSystem = null, string? AuditLog = null, int? OpenIncidents = null, int? OverdueIncidents = null, ImmutableArray<CadLinkHealth>? CadLinks = null);

/// <summary>How the link to one agency's CAD system is.</summary>
/// <param name="Agency">Whose.</param>
/// <param name="HeardAt">When it was last heard, to about half a minute.</param>
/// <param name="Silent">That is too long ago.</param>
public sealed record CadLinkHealth(AgencyId Agency, DateTimeOffset HeardAt, bool Silent);
