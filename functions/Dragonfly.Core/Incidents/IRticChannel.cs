using Dragonfly.Core.Access;

namespace Dragonfly.Core.Incidents;

/// <summary>The live channel to the RTIC's dashboards: hub <c>rtic</c>, one group per agency, messages <c>incident</c> and <c>notice</c>.</summary>
public interface IRticChannel
{
    /// <summary>Sends the incident's view to its agency. A failure is the caller's to count and swallow: dashboards catch up by version.</summary>
    Task PushAsync(IncidentView view, CancellationToken cancellation);

    /// <summary>Sends a notice to an agency. A failure is the caller's to count and swallow: a notice that matters is sent again.</summary>
    Task NotifyAsync(AgencyId agency, Notice notice, CancellationToken cancellation);

    /// <summary>Lets a dashboard user connect.</summary>
    /// <param name="user">Opaque id of the user.</param>
    /// <param name="agency">Whose incidents the connection gets.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<Negotiation> NegotiateAsync(string user, AgencyId agency, CancellationToken cancellation);
}

/// <summary>Something that people should know of, beyond what the views show.</summary>
/// <param name="Code">What, for programs: <c>lockOverdue</c>, the video system has not confirmed a lock for more than ten seconds.</param>
/// <param name="Incident">The incident it is about.</param>
/// <param name="At">When it was noticed.</param>
public sealed record Notice(string Code, IncidentId Incident, DateTimeOffset At);

/// <summary>Where to connect and with which token: the answer that every SignalR client follows by itself.</summary>
public sealed record Negotiation(string Url, string AccessToken);
