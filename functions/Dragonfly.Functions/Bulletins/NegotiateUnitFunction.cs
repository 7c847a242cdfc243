using Dragonfly.Core.Access;
using Dragonfly.Core.Bulletins;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Functions.Bulletins;

/// <summary>The door to the units' live channel: a SignalR client pointed at <c>units</c> negotiates here and is sent on.</summary>
public sealed class NegotiateUnitFunction(IUnitChannel channel)
{
    /// <summary>Where to connect and with which token; the connection gets the bulletins of the token's unit and no others.</summary>
    [Function(nameof(NegotiateUnit))]
    [Allow(Role.Unit)]
    [Limit(30, 10)]
    public async Task<IResult> NegotiateUnit([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "units/negotiate")] HttpRequest request)
    {
        var caller = Caller.Of(request);
        return Answer.Json(await channel.NegotiateAsync(caller.Id, caller.Agency, caller.Unit, request.HttpContext.RequestAborted), ApiJson.Default.Negotiation);
    }
}
