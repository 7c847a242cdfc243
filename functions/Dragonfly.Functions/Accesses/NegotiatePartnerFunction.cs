using Dragonfly.Core.Access;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Dragonfly.Functions.Registry;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Functions.Accesses;

/// <summary>The door to the partners' live channel: a SignalR client pointed at <c>partners/{partnerId}</c> negotiates here and is sent on.</summary>
public sealed class NegotiatePartnerFunction(PartnerAccess access, IPartnerChannel channel)
{
    /// <summary>Where to connect and with which token; the connection gets this partner's accesses and no others.</summary>
    [Function(nameof(NegotiatePartner))]
    [Allow(Role.PartnerOwner)]
    [Limit(30, 10)]
    public async Task<IResult> NegotiatePartner(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "partners/{partnerId}/negotiate")] HttpRequest request,
        string partnerId)
    {
        var (caller, cancellation) = (Caller.Of(request), request.HttpContext.RequestAborted);
        var partner = (await access.ReadAsync(partnerId, caller, PartnerRole.Viewer, cancellation)).Partner.Id;
        return Answer.Json(await channel.NegotiateAsync(caller.Id, partner, cancellation), ApiJson.Default.Negotiation);
    }
}
