using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Channels;

namespace Dragonfly.Functions.Incidents;

/// <summary>The RTIC channel over Azure SignalR Service.</summary>
public sealed class SignalRRticChannel(SignalRHubs hubs) : IRticChannel
{
    /// <inheritdoc/>
    public async Task PushAsync(IncidentView view, CancellationToken cancellation) => await (await hubs.Rtic.ClientsAsync(cancellation)).PushAsync(view, cancellation);

    /// <inheritdoc/>
    public async Task NotifyAsync(AgencyId? agency, Notice notice, CancellationToken cancellation) =>
        await (await hubs.Rtic.ClientsAsync(cancellation)).NotifyAsync(agency, notice, cancellation);

    /// <inheritdoc/>
    public Task<Negotiation> NegotiateAsync(string user, AgencyId agency, bool supervises, CancellationToken cancellation)
    {
        var (everybody, supervisors) = (ChannelNames.GroupOf(agency), ChannelNames.SupervisorsOf(agency));
        return supervises
            ? hubs.Rtic.NegotiateAsync(ChannelNames.UserOf(agency, user), [everybody, supervisors], [], cancellation)
            : hubs.Rtic.NegotiateAsync(ChannelNames.UserOf(agency, user), [everybody], [supervisors], cancellation);
    }
}
