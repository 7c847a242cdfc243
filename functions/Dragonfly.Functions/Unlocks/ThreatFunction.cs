using System.Security.Cryptography;
using System.Text;
using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Dragonfly.Functions.Unlocks;

/// <summary>The other door to an unlock: what a supervisor declares.</summary>
public sealed class ThreatFunction(IIncidentStore store, IncidentDesk desk, UnlockDecision unlocks, IPolicySource policies, PrincipalLog log)
{
    private const int MostBytes = 16_384;

    /// <summary>
    /// Declares a public-safety threat: an incident whose source is a supervisor. Its feeds open at once, and stay only when another supervisor approves. The
    /// same supervisor's same <c>Idempotency-Key</c> is the same threat, and for another reason or area is refused. A declaration that the policy refuses is recorded on the supervisor's own timeline.
    /// </summary>
    [Function(nameof(DeclareThreat))]
    [Allow(Role.RticSupervisor)]
    public async Task<IResult> DeclareThreat(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "threats")] HttpRequest request,
        [DurableClient] DurableTaskClient durable)
    {
        using var body = await JsonBody.ReadAsync(request, MostBytes);
        var (reason, area, minutes, note) = Fields.Read(body.RootElement, fields => (
            fields.Text("reason", 32, required: true), fields.Area("area", required: true), fields.Whole("minutes", 1, 1440, required: true), fields.Text("note", 200)));
        var caller = Caller.Of(request);
        var threat = Incident.Unreported(caller.Agency, NumberFor(caller, request.Headers["Idempotency-Key"].FirstOrDefault()));
        Decision decision = Accepted.Nothing;
        try
        {
            var head = await store.ReadAsync(threat.Id, CancellationToken.None) ?? new(threat, null);
            var view = await desk.ChangeAsync(head, caller, nameof(DeclareThreat), durable, async draft =>
            {
                var policy = await policies.CurrentAsync(CancellationToken.None);
                decision = draft.Decide(new DeclareThreat(reason!, area!, minutes!.Value, note, caller.Id, policy));
                await unlocks.DecideAsync(draft);
                return decision;
            });
            request.HttpContext.Response.Headers.Location = $"incidents/{threat.Id}"; // As seen from here, whatever stands before it.
            return Answer.Json(view, ApiJson.Default.IncidentView, 201);
        }
        catch (ProblemException) when (decision is Rejected { Code: not "keyReused" } refused) // That one is on the threat's own timeline.
        {
            var code = CallTypes.IsKnown(reason!) ? reason : null; // Anything else is free text, which a log that is kept forever must not hold.
            await log.RecordAsync(caller, nameof(DeclareThreat), new Refused(nameof(DeclareThreat), refused.Code, code));
            throw;
        }
    }

    private static string NumberFor(Caller caller, string? key) => key is null or ""
        ? $"THREAT-{Convert.ToHexString(RandomNumberGenerator.GetBytes(8))}"
        : $"THREAT-{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{caller.Agency.Value}\n{caller.Id}\n{key}")).AsSpan(0, 8))}";
}
