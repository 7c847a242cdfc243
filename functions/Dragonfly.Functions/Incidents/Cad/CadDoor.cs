using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace Dragonfly.Functions.Incidents.Cad;

/// <summary>What every door does with what CAD brings: reads it in the format spoken, takes in what is understood, keeps aside what is not.</summary>
public sealed class CadDoor(
    Intake intake, CodeTables codes, CadPressure pressure, CadPulse pulse, RejectedKeeper keeper, IPolicySource policies, CadOptions options, TimeProvider clock)
{
    private const int MostBytes = 1_000_000;

    /// <summary>Takes one message, or an array of them. One that is at fault alone is refused; in an array each stands for itself.</summary>
    /// <param name="request">What CAD sent.</param>
    /// <param name="source">The function it called.</param>
    /// <param name="format">The format, when the door or the media type says it; null to go by the shape.</param>
    /// <param name="durable">Runs the loops.</param>
    /// <exception cref="ProblemException">400, 409, 413, 415, 422 or 429.</exception>
    public async Task<IResult> EnterAsync(HttpRequest request, string source, CadFormat? format, DurableTaskClient durable)
    {
        var caller = Caller.Of(request);
        var delivery = new CadDelivery(caller.Agency, caller.Origin(source), format, request.Headers["Idempotency-Key"].FirstOrDefault());
        if (new QueryReader(request).Flag("dryRun")) return await UnderstandAsync(request, delivery);

        var heard = pulse.HeardAsync(caller.Agency);
        using var turn = await pressure.EnterAsync(caller.Agency, request.HttpContext.RequestAborted);
        try
        {
            using var body = await ReadAsync(request, delivery);
            return await TakeAsync(body, delivery, durable);
        }
        finally
        {
            await heard;
        }
    }

    /// <summary>Reads a message that was kept aside once more.</summary>
    internal async ValueTask<CadReading> ReadAgainAsync(SentMessage sent, RejectedMessage kept, CancellationToken cancellation) =>
        sent.Read(kept.Format, await ContextAsync(kept.Agency, kept.IdempotencyKey, cancellation));

    private async Task<CadBody> ReadAsync(HttpRequest request, CadDelivery delivery)
    {
        ReadOnlyMemory<byte>? bytes = null;
        try
        {
            bytes = await RequestBody.ReadAsync(request, MostBytes);
            JsonBody.CheckMediaType(request);
            return CadBody.Parse(bytes.Value);
        }
        catch (ProblemException e)
        {
            var errors = e.Problem.Errors ?? [new("$", e.Problem.Code, e.Problem.Detail)];
            await keeper.KeepAsync(delivery.Agency, [Rejected(delivery, errors, e.Problem.Status is 413 ? null : bytes, null, request.ContentLength)]);
            throw;
        }
    }

    private async Task<IResult> TakeAsync(CadBody body, CadDelivery delivery, DurableTaskClient durable)
    {
        CadContext context;
        try
        {
            context = await ContextAsync(delivery.Agency, body.IsAlone ? delivery.IdempotencyKey : null, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            if (await TakeClosesAsync(body, delivery, durable) is { } closed) return closed;
            throw;
        }

        var readings = body.Messages.Select(message => message.Read(delivery.Format, context)).ToArray();
        if (body.IsAlone)
        {
            var alone = await TakeAsync(readings[0], "$", delivery, durable);
            if (alone.Errors is not { } errors) return Answered([alone]);
            await keeper.KeepAsync(delivery.Agency, [Rejected(delivery, errors, body.Bytes, alone.Number)]);
            throw new ProblemException(CadResult.ProblemOf(errors));
        }

        var results = new CadResult[readings.Length];
        var byIncident = readings.Index().GroupBy(item => item.Item.Message?.Number ?? $"#{item.Index}");
        await Parallel.ForEachAsync(byIncident, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (group, _) =>
        {
            foreach (var (index, reading) in group) results[index] = await TakeAsync(reading, body.Messages[index].Path, delivery, durable);
        });
        await keeper.KeepAsync(delivery.Agency, [.. results.Index().Where(item => item.Item.Errors is not null)
            .Select(item => Rejected(delivery with { IdempotencyKey = null }, item.Item.Errors!.Value, JsonMarshal.GetRawUtf8Value(body.Messages[item.Index].Json).ToArray(), item.Item.Number))]);
        return Answered(results);
    }

    // Without the code table nobody knows what a call is; that it is over is plain. Null when there is more than that: CAD says it all again, and a close does no harm twice.
    private async Task<IResult?> TakeClosesAsync(CadBody body, CadDelivery delivery, DurableTaskClient durable)
    {
        var context = new CadContext(delivery.Agency, body.IsAlone ? delivery.IdempotencyKey : null, CodeTable.Empty, clock.GetUtcNow());
        var results = new List<CadResult>();
        foreach (var sent in body.Messages)
        {
            if (sent.Read(delivery.Format, context) is not { Message: { } message } reading || !message.Status.Closes()) continue;
            var close = reading with { Message = message with { CallType = null, LocalCallType = null } };
            results.Add(await TakeAsync(close, sent.Path, delivery, durable));
        }

        return results.Count == body.Messages.Count ? Answered([.. results]) : null;
    }

    private async Task<CadResult> TakeAsync(CadReading reading, string path, CadDelivery delivery, DurableTaskClient durable) => reading.Message is null
        ? CadResult.Rejected(reading.Number, reading.Errors)
        : await intake.ReceiveAsync(reading, path, delivery.Agency, delivery.Origin, durable);

    // Nothing here writes: not what is understood, not what is not, and not that CAD was heard.
    private async Task<IResult> UnderstandAsync(HttpRequest request, CadDelivery delivery)
    {
        using var turn = await pressure.EnterAsync(delivery.Agency, request.HttpContext.RequestAborted);
        var bytes = await RequestBody.ReadAsync(request, MostBytes);
        JsonBody.CheckMediaType(request);
        using var body = CadBody.Parse(bytes);
        var context = await ContextAsync(delivery.Agency, body.IsAlone ? delivery.IdempotencyKey : null, request.HttpContext.RequestAborted);
        var policy = await policies.CurrentAsync(request.HttpContext.RequestAborted);
        var results = body.Messages.Select(message => CadUnderstanding.Of(message.Read(delivery.Format, context), context, delivery.Origin, policy));
        return Answer.Json(new DryRunAnswer([.. results]), ApiJson.Default.DryRunAnswer);
    }

    private async ValueTask<CadContext> ContextAsync(AgencyId agency, string? idempotencyKey, CancellationToken cancellation) =>
        new(agency, idempotencyKey, (await codes.CurrentAsync(agency, cancellation)).Table, clock.GetUtcNow());

    private static IResult Answered(CadResult[] results) => Answer.Json(new CadAnswer([.. results]), ApiJson.Default.CadAnswer, 202);

    // A body that was too large was not read: it is known by its length.
    private KeptMessage Rejected(CadDelivery delivery, ImmutableArray<FieldError> errors, ReadOnlyMemory<byte>? body, string? number, long? length = null)
    {
        var now = clock.GetUtcNow();
        var id = RejectedId.Of(delivery.Agency, body is { } bytes ? bytes.Span : Encoding.UTF8.GetBytes($"{errors[0].Code} {length?.ToString(CultureInfo.InvariantCulture)}"));
        return new(new(id, delivery.Agency, errors[0].Code, errors, number, delivery.Format, delivery.IdempotencyKey, now, now, now + options.KeepRejected), body);
    }
}

/// <summary>How something came from CAD.</summary>
internal sealed record CadDelivery(AgencyId Agency, Origin Origin, CadFormat? Format, string? IdempotencyKey);
