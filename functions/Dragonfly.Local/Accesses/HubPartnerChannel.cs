using Dragonfly.Core.Accesses;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Accesses;
using Dragonfly.Local.Access;
using Microsoft.AspNetCore.SignalR;

namespace Dragonfly.Local.Accesses;

/// <summary>The partners' channel over a hub in this process, behind the same negotiate contract as Azure SignalR Service.</summary>
internal sealed class HubPartnerChannel(IHubContext<PartnerHub> hub, DevelopmentIssuer issuer, LocalAddress address) : IPartnerChannel
{
    /// <inheritdoc/>
    public Task PushAsync(PartnerId partner, AccessLine line, CancellationToken cancellation) => hub.Clients.PushAsync(partner, line, cancellation);

    /// <inheritdoc/>
    public Task<Negotiation> NegotiateAsync(string user, PartnerId partner, CancellationToken cancellation) =>
        Task.FromResult(new Negotiation(new Uri(address.Current, PartnerHub.Path).ToString(), issuer.MintForPartner(user, partner)));
}
