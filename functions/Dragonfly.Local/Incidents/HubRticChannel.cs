using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Incidents;
using Dragonfly.Local.Access;
using Microsoft.AspNetCore.SignalR;

namespace Dragonfly.Local.Incidents;

/// <summary>The RTIC channel over a hub in this process, behind the same negotiate contract as Azure SignalR Service.</summary>
internal sealed class HubRticChannel(IHubContext<RticHub> hub, DevelopmentIssuer issuer, LocalAddress address) : IRticChannel
{
    /// <inheritdoc/>
    public Task PushAsync(IncidentView view, CancellationToken cancellation) => hub.Clients.PushAsync(view, cancellation);

    /// <inheritdoc/>
    public Task NotifyAsync(AgencyId? agency, Notice notice, CancellationToken cancellation) => hub.Clients.NotifyAsync(agency, notice, cancellation);

    /// <inheritdoc/>
    public Task<Negotiation> NegotiateAsync(string user, AgencyId agency, bool supervises, CancellationToken cancellation) =>
        Task.FromResult(new Negotiation(new Uri(address.Current, RticHub.Path).ToString(), issuer.MintForHub(user, agency.Value, supervises)));
}
