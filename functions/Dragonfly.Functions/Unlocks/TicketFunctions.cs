using System.Security.Cryptography;
using System.Text.Json;
using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Dragonfly.Functions.Incidents;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Functions.Unlocks;

/// <summary>
/// Viewing. A ticket lives at most 30 s and is renewed while somebody looks; each time the incident and the owner's consent are read again, which bounds
/// viewing after a revocation even when the video system did not hear of it.
/// </summary>
public sealed class TicketFunctions(IncidentAccess incidents, IncidentWriter writer, IRegistry registry, Stepper stepper, VideoDoor video, CallLimits limits, TimeProvider clock)
{
    private const int MostBytes = 16_384;

    /// <summary>Lets the caller view a grant.</summary>
    [Function(nameof(IssueTicket))]
    [Allow(Role.RticInvestigator, Role.RticSupervisor)]
    public async Task<IResult> IssueTicket(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "incidents/{incidentId}/grants/{grantId}/tickets")] HttpRequest request,
        string incidentId,
        string grantId)
    {
        var caller = Caller.Of(request);
        var reason = await Fields.ReadReasonAsync(request, MostBytes);
        var head = await incidents.ReadAsync(incidentId, caller, request.HttpContext.RequestAborted);
        var grant = GrantId.From(grantId);
        if (!grant.TryGetIncident(out var incident) || incident != head.Incident.Id) throw new ProblemException(Problem.NotFound("grant"));
        var id = TicketId.Of(grant, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12)));
        var ticket = await DecideAsync(head, caller, nameof(IssueTicket), grant, feed => new IssueTicket(id, grant, caller.Id, reason, feed), id);
        return await ShowAsync(ticket, caller, nameof(IssueTicket), 201);
    }

    /// <summary>Lets the caller go on viewing.</summary>
    [Function(nameof(RenewTicket))]
    [Allow(Role.RticInvestigator, Role.RticSupervisor)]
    public async Task<IResult> RenewTicket(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "tickets/{ticketId}/renew")] HttpRequest request,
        string ticketId)
    {
        var (caller, id) = (Caller.Of(request), TicketId.From(ticketId));
        var head = await incidents.ReadAsync(IncidentOf(id), caller, request.HttpContext.RequestAborted);
        var ticket = await DecideAsync(head, caller, nameof(RenewTicket), id.Grant, feed => new RenewTicket(id, caller.Id, feed), id);
        return await ShowAsync(ticket, caller, nameof(RenewTicket), 200);
    }

    /// <summary>The caller looks away.</summary>
    [Function(nameof(ReturnTicket))]
    [Allow(Role.RticInvestigator, Role.RticSupervisor)]
    public async Task<IResult> ReturnTicket(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "tickets/{ticketId}")] HttpRequest request,
        string ticketId)
    {
        var (caller, id) = (Caller.Of(request), TicketId.From(ticketId));
        var head = await incidents.ReadAsync(IncidentOf(id), caller, request.HttpContext.RequestAborted);
        var ticket = head.Incident.Tickets.FirstOrDefault(ticket => ticket.Id == id);
        await EndAsync(head, caller, nameof(ReturnTicket), id, "released");
        if (ticket is not null) await CutAsync(ticket);
        return TypedResults.NoContent();
    }

    private static string IncidentOf(TicketId id) => id.TryGetIncident(out var incident) ? incident.Value : throw new ProblemException(Problem.NotFound("ticket"));

    private async Task<Granted> DecideAsync(StoredIncident head, Caller caller, string source, GrantId grant, Func<Feed?, IncidentCommand> command, TicketId id)
    {
        Decision decision = Accepted.Nothing;
        var draft = await writer.WriteAsync(head, caller.Origin(source), async draft =>
        {
            var feed = draft.Incident.Grants.FirstOrDefault(known => known.Id == grant) is { } known
                ? (await registry.FindAsync([known.Feed], CancellationToken.None)).FirstOrDefault()
                : null;
            decision = draft.Decide(command(feed));
        });
        if (decision is Rejected rejected) throw new ProblemException(Refusals.ProblemOf(rejected));
        return new(draft.Result, draft.Incident.Tickets.First(ticket => ticket.Id == id));
    }

    // The ticket is on record before the video system hears of it. When it will not show anything, the view has ended before it began; when it says that
    // it holds no such lease, what we believed is wrong, and the feed is asked for again.
    private async Task<IResult> ShowAsync(Granted granted, Caller caller, string source, int status)
    {
        var ticket = granted.Ticket;
        try
        {
            using var timeout = new CancellationTokenSource(limits.Video, clock);
            var shown = await video.TicketAsync(ticket.Feed, ticket.Grant, ticket.Id, ticket.ExpiresAt, timeout.Token).WaitAsync(timeout.Token);
            return Answer.Json(new TicketAnswer(ticket.Id, shown.Url, shown.Kind, ticket.ExpiresAt), ApiJson.Default.TicketAnswer, status);
        }
        catch (UnlawfulFeedException e)
        {
            var head = await EndAsync(granted.Head, caller, source, ticket.Id, "failed", new CutFeed(ticket.Feed, e.Code));
            await stepper.StepAsync(head, caller.Origin(source));
            throw new ProblemException(Problem.Forbidden(e.Code, $"the feed may not be viewed: {e.Code}"));
        }
        catch (Exception e) when (e is VideoSystemException or OperationCanceledException)
        {
            var head = await EndAsync(granted.Head, caller, source, ticket.Id, "failed", e is VideoSystemException { Code: "refused" } ? new CorrectLease(ticket.Grant, Held: false) : null);
            await stepper.StepAsync(head, caller.Origin(source));
            throw new ProblemException(Problem.Unavailable("videoSystem"));
        }
    }

    private async Task<StoredIncident> EndAsync(StoredIncident head, Caller caller, string source, TicketId id, string how, IncidentCommand? besides = null)
    {
        Decision decision = Accepted.Nothing;
        var draft = await writer.WriteAsync(head, caller.Origin(source), draft =>
        {
            decision = draft.Decide(new EndTicket(id, caller.Id, how));
            if (besides is not null) draft.Decide(besides);
            return ValueTask.CompletedTask;
        });
        return decision is Rejected rejected ? throw new ProblemException(Refusals.ProblemOf(rejected)) : draft.Result;
    }

    // The view is over on record; the stream is cut now if the video system answers, and within 30 s if not.
    private async Task CutAsync(Ticket ticket)
    {
        try
        {
            using var timeout = new CancellationTokenSource(limits.Video, clock);
            await video.TicketAsync(ticket.Feed, ticket.Grant, ticket.Id, clock.GetUtcNow(), timeout.Token).WaitAsync(timeout.Token);
        }
        catch (Exception e) when (e is VideoSystemException or OperationCanceledException)
        {
            Telemetry.VideoFailures.Add(1, new("verb", "Cut"), new("code", (e as VideoSystemException)?.Code ?? "timeout"));
        }
    }

    private sealed record Granted(StoredIncident Head, Ticket Ticket);
}

/// <summary>A ticket: where to view, and until when unless it is renewed.</summary>
public sealed record TicketAnswer(TicketId TicketId, string Url, string Kind, DateTimeOffset ExpiresAt);
