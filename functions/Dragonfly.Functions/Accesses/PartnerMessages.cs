using Dragonfly.Core.Accesses;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Channels;
using Microsoft.AspNetCore.SignalR;

namespace Dragonfly.Functions.Accesses;

/// <summary>What is sent over hub <c>partners</c>, and to whom, whoever serves the hub.</summary>
public static class PartnerMessages
{
    /// <summary>An access, to the partner whose feed it was.</summary>
    public static Task PushAsync(this IHubClients clients, PartnerId partner, AccessLine line, CancellationToken cancellation) =>
        clients.Group(ChannelNames.GroupOf(partner)).SendAsync("access", line, cancellation);
}
