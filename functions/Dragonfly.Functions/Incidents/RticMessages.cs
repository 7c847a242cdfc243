using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Channels;
using Microsoft.AspNetCore.SignalR;

namespace Dragonfly.Functions.Incidents;

/// <summary>What is sent over hub <c>rtic</c>, and to whom, whoever serves the hub.</summary>
public static class RticMessages
{
    /// <summary>An incident's view, to its agency.</summary>
    public static Task PushAsync(this IHubClients clients, IncidentView view, CancellationToken cancellation) =>
        clients.Group(ChannelNames.GroupOf(view.Agency)).SendAsync("incident", view, cancellation);

    /// <summary>A notice: to an agency, its supervisors, or all.</summary>
    public static Task NotifyAsync(this IHubClients clients, AgencyId? agency, Notice notice, CancellationToken cancellation)
    {
        var audience = (agency, notice.IsForSupervisors) switch
        {
            ({ } one, true) => clients.Group(ChannelNames.SupervisorsOf(one)),
            ({ } one, false) => clients.Group(ChannelNames.GroupOf(one)),
            (null, false) => clients.All,
            (null, true) => throw new ArgumentException($"{notice.Code} must name an agency: it is for its supervisors", nameof(agency)),
        };
        return audience.SendAsync("notice", notice, cancellation);
    }
}
