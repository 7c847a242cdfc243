using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;

namespace Dragonfly.Functions.Incidents;

/// <summary>Reads incidents on a caller's behalf: those of another agency do not exist.</summary>
public sealed class IncidentAccess(IIncidentStore store, IRegistry registry, TimeProvider clock)
{
    /// <summary>The incident.</summary>
    /// <exception cref="ProblemException">404.</exception>
    public async Task<StoredIncident> ReadAsync(string incidentId, Caller caller, CancellationToken cancellation) =>
        await FindAsync(incidentId, caller, cancellation) ?? throw new ProblemException(Problem.NotFound("incident"));

    /// <summary>The incident; null when there is none for the caller.</summary>
    public async Task<StoredIncident?> FindAsync(string incidentId, Caller caller, CancellationToken cancellation) =>
        IncidentId.TryParse(incidentId, out var id) && await store.ReadAsync(id, cancellation) is { } stored && stored.Incident.Agency == caller.Agency ? stored : null;

    /// <summary>The incident's view.</summary>
    public async Task<IncidentView> ViewAsync(StoredIncident stored, CancellationToken cancellation)
    {
        var feeds = await registry.FindAsync([.. stored.Incident.Grants.Select(grant => grant.Feed).Distinct()], cancellation);
        return IncidentView.Of(stored, feeds, clock.GetUtcNow());
    }
}
