using System.Collections.Immutable;
using System.Globalization;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Functions.Incidents;

/// <summary>What the RTIC reads.</summary>
public sealed class IncidentFunctions(IIncidentStore store, IncidentAccess incidents)
{
    private const int PageSize = 100;

    /// <summary>
    /// The caller's agency's incidents, oldest change first. A dashboard that was away asks for what changed after the newest change it has; since clocks
    /// differ, it should ask a few seconds further back and go by version.
    /// </summary>
    [Function(nameof(ListIncidents))]
    [Allow(Role.RticInvestigator, Role.RticSupervisor)]
    public async Task<IResult> ListIncidents([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "incidents")] HttpRequest request)
    {
        var (query, cancellation) = (ReadQuery(request, Caller.Of(request)), request.HttpContext.RequestAborted);
        var found = await store.QueryAsync(query, cancellation);
        var views = await Task.WhenAll(found.Select(stored => incidents.ViewAsync(stored, cancellation)));
        return Answer.Json(new IncidentPage([.. views], found.Length == PageSize ? Cursor(found[^1].Incident) : null), ApiJson.Default.IncidentPage);
    }

    /// <summary>One incident.</summary>
    [Function(nameof(ReadIncident))]
    [Allow(Role.RticInvestigator, Role.RticSupervisor)]
    public async Task<IResult> ReadIncident(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "incidents/{incidentId}")] HttpRequest request,
        string incidentId)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var stored = await incidents.ReadAsync(incidentId, Caller.Of(request), cancellation);
        return Answer.Json(await incidents.ViewAsync(stored, cancellation), ApiJson.Default.IncidentView);
    }

    /// <summary>All that was ever decided about an incident, hash-chained, oldest first.</summary>
    [Function(nameof(ReadTimeline))]
    [Allow(Role.RticInvestigator, Role.RticSupervisor)]
    public async Task<IResult> ReadTimeline(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "incidents/{incidentId}/timeline")] HttpRequest request,
        string incidentId)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var after = request.Query["after"].ToString() is { Length: > 0 } text
            ? long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : throw QueryReader.Bad("after", "notACursor", "must be the next of an earlier page")
            : 0;
        var stored = await incidents.ReadAsync(incidentId, Caller.Of(request), cancellation);
        var entries = await store.ReadTimelineAsync(stored.Incident.Id, after, PageSize, cancellation);
        var next = entries.Length == PageSize ? entries[^1].Sequence.ToString(CultureInfo.InvariantCulture) : null;
        return Answer.Json(new TimelinePage(entries, next), ApiJson.Default.TimelinePage);
    }

    private static IncidentQuery ReadQuery(HttpRequest request, Caller caller)
    {
        var agency = request.Query["agency"].ToString();
        if (agency.Length > 0 && agency != caller.Agency.Value) throw new ProblemException(Problem.Forbidden("foreignAgency", "the agency is not the token's"));
        bool? open = request.Query["status"].ToString() switch
        {
            "" => null,
            "open" => true,
            "closed" => false,
            _ => throw QueryReader.Bad("status", "unknownStatus", "must be open or closed"),
        };
        DateTimeOffset? changedAfter = request.Query["changedAfter"].ToString() is { Length: > 0 } time
            ? DateTimeOffset.TryParse(time.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : throw QueryReader.Bad("changedAfter", "notATime", "must be an ISO 8601 time")
            : null;
        return new(caller.Agency, open, changedAfter, ReadCursor(request.Query["after"].ToString()), PageSize);
    }

    private static string Cursor(Incident last) => $"{last.ChangedAt.UtcTicks}-{last.Id}";

    private static IncidentCursor? ReadCursor(string text)
    {
        if (text.Length == 0) return null;
        var parts = text.Split('-', 2);
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.Ticks && IncidentId.TryParse(parts[1], out var id)
            ? new(new DateTimeOffset(ticks, TimeSpan.Zero), id)
            : throw QueryReader.Bad("after", "notACursor", "must be the next of an earlier page");
    }
}

/// <summary>A page of incidents.</summary>
/// <param name="Items">The views.</param>
/// <param name="Next">What to send as <c>after</c> for the page that follows; absent on the last.</param>
public sealed record IncidentPage(ImmutableArray<IncidentView> Items, string? Next);

/// <summary>A page of a timeline.</summary>
/// <param name="Items">The entries.</param>
/// <param name="Next">What to send as <c>after</c> for the page that follows; absent on the last.</param>
public sealed record TimelinePage(ImmutableArray<Entry> Items, string? Next);
