using Dragonfly.Core.Access;

namespace Dragonfly.Core.Incidents;

/// <summary>The live channel to the RTIC's dashboards: hub <c>rtic</c>, one group per agency, messages <c>incident</c> and <c>notice</c>.</summary>
public interface IRticChannel
{
    /// <summary>Sends the incident's view to its agency. A failure is the caller's to count and swallow: dashboards catch up by version.</summary>
    Task PushAsync(IncidentView view, CancellationToken cancellation);

    /// <summary>Lets a dashboard user connect.</summary>
    /// <param name="user">Opaque id of the user.</param>
    /// <param name="agency">Whose incidents the connection gets.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<Negotiation> NegotiateAsync(string user, AgencyId agency, CancellationToken cancellation);
}

/// <summary>Where to connect and with which token: the answer that every SignalR client follows by itself.</summary>
public sealed record Negotiation(string Url, string AccessToken);
