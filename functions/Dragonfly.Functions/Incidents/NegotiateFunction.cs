using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Functions.Incidents;

/// <summary>The door to the live channel: a SignalR client pointed at <c>rtic</c> negotiates here and is sent on.</summary>
public sealed class NegotiateFunction(IRticChannel channel)
{
    /// <summary>Where to connect and with which token; the connection gets the caller's agency's incidents and no others.</summary>
    [Function(nameof(NegotiateRtic))]
    [Allow(Role.RticInvestigator, Role.RticSupervisor)]
    [Limit(30, 10)]
    public async Task<IResult> NegotiateRtic([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "rtic/negotiate")] HttpRequest request)
    {
        var caller = Caller.Of(request);
        var negotiation = await channel.NegotiateAsync(caller.Id, caller.Agency, caller.Roles.Contains(Role.RticSupervisor), request.HttpContext.RequestAborted);
        return Answer.Json(negotiation, ApiJson.Default.Negotiation);
    }
}
