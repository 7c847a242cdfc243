using Dragonfly.Core.Accesses;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Channels;

namespace Dragonfly.Functions.Accesses;

/// <summary>The partners' channel over Azure SignalR Service.</summary>
public sealed class SignalRPartnerChannel(SignalRHubs hubs) : IPartnerChannel
{
    /// <inheritdoc/>
    public async Task PushAsync(PartnerId partner, AccessLine line, CancellationToken cancellation) =>
        await (await hubs.Partners.ClientsAsync(cancellation)).PushAsync(partner, line, cancellation);

    /// <inheritdoc/>
    public Task<Negotiation> NegotiateAsync(string user, PartnerId partner, CancellationToken cancellation) =>
        hubs.Partners.NegotiateAsync(ChannelNames.UserOf(partner, user), [ChannelNames.GroupOf(partner)], [], cancellation);
}
