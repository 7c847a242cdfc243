using Dragonfly.Core.Access;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Channels;

namespace Dragonfly.Functions.Bulletins;

/// <summary>The units' channel over Azure SignalR Service.</summary>
public sealed class SignalRUnitChannel(SignalRHubs hubs) : IUnitChannel
{
    /// <inheritdoc/>
    public async Task PushAsync(AgencyId agency, string unit, UnitBulletin bulletin, CancellationToken cancellation) =>
        await (await hubs.Units.ClientsAsync(cancellation)).PushAsync(agency, unit, bulletin, cancellation);

    /// <inheritdoc/>
    public async Task RecallAsync(AgencyId agency, string unit, RecalledBulletin bulletin, CancellationToken cancellation) =>
        await (await hubs.Units.ClientsAsync(cancellation)).RecallAsync(agency, unit, bulletin, cancellation);

    /// <inheritdoc/>
    public Task<Negotiation> NegotiateAsync(string user, AgencyId agency, string unit, CancellationToken cancellation) =>
        hubs.Units.NegotiateAsync(ChannelNames.UserOf(agency, unit, user), [ChannelNames.GroupOf(agency, unit)], [], cancellation);
}
