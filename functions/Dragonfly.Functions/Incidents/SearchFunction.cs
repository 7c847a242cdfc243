using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Json;
using Dragonfly.Core.Places;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Functions.Incidents;

/// <summary>Finds incidents, over or not, by when they were received, type, place and number.</summary>
public sealed class SearchFunction(IIncidentStore store, IncidentAccess incidents)
{
    private const int MostItems = 100;
    private const double MostMeters = 50_000;

    /// <summary>
    /// The caller's agency's incidents, those received last first. Pages follow the time of receipt, which never changes: whatever comes in or changes
    /// between two pages, nothing is shown twice and nothing missed.
    /// </summary>
    [Function(nameof(SearchIncidents))]
    [Allow(Role.RticInvestigator, Role.RticSupervisor, Role.Auditor)]
    [Limit(60, 20)]
    public async Task<IResult> SearchIncidents([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "search/incidents")] HttpRequest request)
    {
        var (query, cancellation) = (new QueryReader(request), request.HttpContext.RequestAborted);
        var search = ReadSearch(query, Caller.Of(request).Agency);
        var found = query.Text("number", 64) is { } number ? await FindAsync(search, number, cancellation) : await store.SearchAsync(search, cancellation);
        var views = await Task.WhenAll(found.Select(stored => incidents.ViewAsync(stored, cancellation)));
        var next = found.Count == search.Limit ? new Cursor<IncidentId>(found[^1].Incident.ReceivedAt, found[^1].Incident.Id).ToString() : null;
        return Answer.Json(new Page<IncidentView>([.. views], next), ApiJson.Default.PageIncidentView);
    }

    // A number is as good as an id, and names one incident at most.
    private async Task<IReadOnlyList<StoredIncident>> FindAsync(IncidentSearch search, string number, CancellationToken cancellation) =>
        await store.ReadAsync(IncidentId.Of(search.Agency, number), cancellation) is { } stored && search.Fits(stored.Incident) ? [stored] : [];

    private static IncidentSearch ReadSearch(QueryReader query, AgencyId agency) => new(agency, query.Whole("limit", 1, MostItems) ?? MostItems)
    {
        Open = IncidentFunctions.ReadStatus(query),
        From = query.Time("from"),
        To = query.Time("to"),
        CallType = query.Text("callType", 32)?.Trim().ToUpperInvariant(),
        Near = ReadCircle(query),
        After = query.After<IncidentId>(),
    };

    private static Circle? ReadCircle(QueryReader query)
    {
        var (near, meters) = (query.Text("near", 64), query.Number("radiusMeters", 1, MostMeters));
        if (near is null) return meters is null ? null : throw QueryReader.Bad("near", "required", "is required with radiusMeters");
        if (meters is not { } radius) throw QueryReader.Bad("radiusMeters", "required", "is required with near");
        return near.Split(',') is [var latitude, var longitude]
            ? new(new GeoPoint(QueryReader.NumberIn("near", latitude, -90, 90), QueryReader.NumberIn("near", longitude, -180, 180)), radius)
            : throw QueryReader.Bad("near", "notAPlace", "must be a latitude and a longitude, parted by a comma");
    }
}
