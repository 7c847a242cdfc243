using Dragonfly.Core.Access;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Bulletins;
using Dragonfly.Local.Access;
using Microsoft.AspNetCore.SignalR;

namespace Dragonfly.Local.Bulletins;

/// <summary>The units' channel over a hub in this process, behind the same negotiate contract as Azure SignalR Service.</summary>
internal sealed class HubUnitChannel(IHubContext<UnitHub> hub, DevelopmentIssuer issuer, LocalAddress address) : IUnitChannel
{
    /// <inheritdoc/>
    public Task PushAsync(AgencyId agency, string unit, UnitBulletin bulletin, CancellationToken cancellation) => hub.Clients.PushAsync(agency, unit, bulletin, cancellation);

    /// <inheritdoc/>
    public Task RecallAsync(AgencyId agency, string unit, RecalledBulletin bulletin, CancellationToken cancellation) => hub.Clients.RecallAsync(agency, unit, bulletin, cancellation);

    /// <inheritdoc/>
    public Task<Negotiation> NegotiateAsync(string user, AgencyId agency, string unit, CancellationToken cancellation) =>
        Task.FromResult(new Negotiation(new Uri(address.Current, UnitHub.Path).ToString(), issuer.MintForUnit(user, agency, unit)));
}
