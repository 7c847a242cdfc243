using System.Text.Json;
using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Dragonfly.Functions.Incidents;

/// <summary>The doors that CAD comes through. What it hears back is the same whether or not any partner has a camera near.</summary>
public sealed class CadFunctions(Intake intake, IncidentAccess incidents, TimeProvider clock)
{
    private const int MostBytes = 1_000_000;
    private const int MostIncidents = 1_000;

    /// <summary>Takes one incident, or an array of them. One that is invalid alone is 422; in an array each stands for itself.</summary>
    [Function(nameof(ReceiveIncidents))]
    [Allow(Role.CadWrite)]
    public async Task<IResult> ReceiveIncidents(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "cad/incidents")] HttpRequest request,
        [DurableClient] DurableTaskClient durable)
    {
        var caller = Caller.Of(request);
        using var body = await JsonBody.ReadAsync(request, MostBytes);
        var root = body.RootElement;
        var context = new CadContext(caller.Agency, null, CodeTable.Empty, clock.GetUtcNow());
        var received = root.ValueKind switch
        {
            JsonValueKind.Object => [CadReader.Read(root, "$", null, context with { IdempotencyKey = request.Headers["Idempotency-Key"].FirstOrDefault() })],
            JsonValueKind.Array when root.GetArrayLength() > MostIncidents => throw new ProblemException(Problem.TooLarge("tooManyIncidents", $"an array may have at most {MostIncidents} incidents")),
            JsonValueKind.Array => root.EnumerateArray().Select((json, index) => CadReader.Read(json, $"$[{index}]", null, context)).ToArray(),
            _ => throw new ProblemException(Problem.BadRequest("wrongType", "the body must be an incident or an array of incidents")),
        };
        if (root.ValueKind is JsonValueKind.Object && !received[0].Errors.IsEmpty) throw new ProblemException(Problem.Invalid(received[0].Errors));

        var results = received is [var alone] ? [await ReceiveAsync(alone)] : await ReceiveAllAsync();
        return Answer.Json(new CadAnswer([.. results]), ApiJson.Default.CadAnswer, 202);

        async Task<CadResult[]> ReceiveAllAsync()
        {
            var all = new CadResult[received.Length];
            var byIncident = received.Index().GroupBy(item => item.Item.Message?.Number ?? $"#{item.Index}");
            await Parallel.ForEachAsync(byIncident, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (group, _) =>
            {
                foreach (var (index, item) in group) all[index] = await ReceiveAsync(item);
            });
            return all;
        }

        async ValueTask<CadResult> ReceiveAsync(CadReading item) => item.Errors is [var first, ..]
            ? CadResult.Rejected(item.Number, $"{first.Path}: {first.Detail}")
            : await intake.ReceiveAsync(item, caller.Agency, caller.Origin(nameof(ReceiveIncidents)), durable);
    }

    /// <summary>What CAD itself told us of an incident.</summary>
    [Function(nameof(ReadCadIncident))]
    [Allow(Role.CadWrite)]
    public async Task<IResult> ReadCadIncident(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "cad/incidents/{incidentId}")] HttpRequest request,
        string incidentId)
    {
        var stored = await incidents.ReadAsync(incidentId, Caller.Of(request), request.HttpContext.RequestAborted);
        return stored.Cad is { } report
            ? Answer.Json(CadIncident.Of(stored.Incident.Id, report), ApiJson.Default.CadIncident)
            : throw new ProblemException(Problem.NotFound("CAD report: it was deleted on schedule"));
    }
}
