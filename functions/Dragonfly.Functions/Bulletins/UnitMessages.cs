using Dragonfly.Core.Access;
using Dragonfly.Core.Bulletins;
using Dragonfly.Functions.Channels;
using Microsoft.AspNetCore.SignalR;

namespace Dragonfly.Functions.Bulletins;

/// <summary>What is sent over hub <c>units</c>, and to whom, whoever serves the hub.</summary>
public static class UnitMessages
{
    /// <summary>A bulletin, to a unit's devices.</summary>
    public static Task PushAsync(this IHubClients clients, AgencyId agency, string unit, UnitBulletin bulletin, CancellationToken cancellation) =>
        clients.Group(ChannelNames.GroupOf(agency, unit)).SendAsync("bulletin", bulletin, cancellation);

    /// <summary>That one stands no longer, to a unit's devices.</summary>
    public static Task RecallAsync(this IHubClients clients, AgencyId agency, string unit, RecalledBulletin bulletin, CancellationToken cancellation) =>
        clients.Group(ChannelNames.GroupOf(agency, unit)).SendAsync("bulletinRecalled", bulletin, cancellation);
}
