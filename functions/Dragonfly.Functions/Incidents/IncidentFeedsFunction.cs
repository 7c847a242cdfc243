using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Functions.Incidents;

/// <summary>What the map around an incident shows.</summary>
public sealed class IncidentFeedsFunction(IncidentAccess incidents, IRegistry registry, IPolicySource policies, TimeProvider clock)
{
    /// <summary>The feeds around an incident whose owners share them with the agency, and those it has a live grant for, nearest first; at most <see cref="Surroundings.Most"/>.</summary>
    [Function(nameof(ListIncidentFeeds))]
    [Allow(Role.RticInvestigator, Role.RticSupervisor)]
    [Limit(120, 60)]
    public async Task<IResult> ListIncidentFeeds([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "incidents/{incidentId}/feeds")] HttpRequest request, string incidentId)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var incident = (await incidents.ReadAsync(incidentId, Caller.Of(request), cancellation)).Incident;
        var around = Surroundings.Of(incident, await policies.CurrentAsync(cancellation));
        var near = around is null ? [] : await registry.NearAsync(around.Center, around.Reach, cancellation);
        FeedId[] elsewhere = [.. incident.LiveGrants.Select(grant => grant.Feed).Except(near.Select(feed => feed.Id))];
        var granted = elsewhere is [] ? [] : await registry.FindAsync(elsewhere, cancellation);
        return Answer.Json(new Page<IncidentFeed>(Surroundings.Find(incident, near.Concat(granted), clock.GetUtcNow()), null), ApiJson.Default.PageIncidentFeed);
    }
}
