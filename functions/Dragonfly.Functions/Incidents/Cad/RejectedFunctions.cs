using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;
using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Json;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Dragonfly.Functions.Incidents.Cad;

/// <summary>What operators do about messages that could not be understood.</summary>
public sealed class RejectedFunctions(IRejectedMessages store, CadDoor door, Intake intake, CadOptions options, TimeProvider clock)
{
    private const int PageSize = 100;

    /// <summary>Those of every agency, newest first, without their bodies.</summary>
    [Function(nameof(ListRejected))]
    [Allow(Role.Ops)]
    [Limit(60, 30)]
    public async Task<IResult> ListRejected([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "cad/rejected")] HttpRequest request)
    {
        var page = await store.ListAsync(new QueryReader(request).After<RejectedId>(), PageSize, request.HttpContext.RequestAborted);
        var next = page.Length == PageSize ? new Cursor<RejectedId>(page[^1].ReceivedAt, page[^1].Id).ToString() : null;
        return Answer.Json(new Page<RejectedMessage>(page, next), ApiJson.Default.PageRejectedMessage);
    }

    /// <summary>One of them, with its body.</summary>
    [Function(nameof(ReadRejected))]
    [Allow(Role.Ops)]
    public async Task<IResult> ReadRejected(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "cad/rejected/{rejectedId}")] HttpRequest request,
        string rejectedId) =>
        Answer.Json(RejectedAnswer.Of(await FindAsync(rejectedId, request)), ApiJson.Default.RejectedAnswer);

    /// <summary>Reads one of them again, as its agency: understood now, it is taken in like any message and kept aside no longer.</summary>
    [Function(nameof(RetryRejected))]
    [Allow(Role.Ops)]
    public async Task<IResult> RetryRejected(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "cad/rejected/{rejectedId}/retry")] HttpRequest request,
        string rejectedId,
        [DurableClient] DurableTaskClient durable)
    {
        var kept = await FindAsync(rejectedId, request);
        if (kept.Body is not { } body) throw new ProblemException(Problem.Conflict("bodyNotKept", "the message was too large to keep"));
        var result = await TakeAsync(kept.Message, body, Caller.Of(request), durable);
        if (result.Errors is { } errors)
        {
            await store.AddAsync([new(kept.Message with { Code = errors[0].Code, Errors = errors, Number = result.Number, Count = 0 }, body)], options.MostRejected, CancellationToken.None);
            throw new ProblemException(CadResult.ProblemOf(errors));
        }

        await store.RemoveAsync(kept.Message.Id, CancellationToken.None);
        return Answer.Json(result, ApiJson.Default.CadResult);
    }

    /// <summary>Deletes what has expired: it may hold personal data.</summary>
    [Function(nameof(DeleteExpiredRejected))]
    public Task DeleteExpiredRejected([TimerTrigger("0 0 * * * *")] TimerInfo timer) => store.RemoveExpiredAsync(clock.GetUtcNow(), CancellationToken.None);

    private async Task<CadResult> TakeAsync(RejectedMessage kept, ReadOnlyMemory<byte> body, Caller caller, DurableTaskClient durable)
    {
        try
        {
            using var json = JsonBody.Parse(body);
            var reading = await door.ReadAgainAsync(new(json.RootElement, "$", null), kept, CancellationToken.None);
            return reading.Message is null
                ? CadResult.Rejected(reading.Number, reading.Errors)
                : await intake.ReceiveAsync(reading, "$", kept.Agency, caller.Origin(nameof(RetryRejected)), durable);
        }
        catch (ProblemException e)
        {
            return CadResult.Rejected(kept.Number, e.Problem.Errors ?? [new("$", e.Problem.Code, e.Problem.Detail)]);
        }
    }

    private async Task<KeptMessage> FindAsync(string rejectedId, HttpRequest request) =>
        RejectedId.TryParse(rejectedId, out var id) && await store.ReadAsync(id, request.HttpContext.RequestAborted) is { } kept
            ? kept
            : throw new ProblemException(Problem.NotFound("rejected message"));
}

/// <summary>A rejected message and its body.</summary>
/// <param name="Message">The message.</param>
/// <param name="Body">The body as text.</param>
/// <param name="BodyBase64">The body in base64, when it is not UTF-8 text. Neither is there when the body was too large to keep.</param>
public sealed record RejectedAnswer(RejectedMessage Message, string? Body, string? BodyBase64)
{
    internal static RejectedAnswer Of(KeptMessage kept) => kept.Body switch
    {
        null => new(kept.Message, null, null),
        { } text when Utf8.IsValid(text.Span) => new(kept.Message, Encoding.UTF8.GetString(text.Span), null),
        { } bytes => new(kept.Message, null, Convert.ToBase64String(bytes.Span)),
    };
}
