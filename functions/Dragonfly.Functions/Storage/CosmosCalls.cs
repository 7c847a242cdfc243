using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Azure;
using Azure.Identity;
using Dragonfly.Core.Incidents;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Functions.Storage;

/// <summary>How calls to Cosmos DB are made: within a time, measured, and with failures that say what to do.</summary>
/// <param name="options">Where, and what is slow.</param>
/// <param name="clock">The clock of <see cref="Deadline"/>.</param>
/// <param name="logger">Where slow and failed calls are told. Never items: ids and diagnostics alone.</param>
internal sealed partial class CosmosCalls(CosmosOptions options, TimeProvider clock, ILogger logger)
{
    /// <summary>How long a call may take with all its retries. A caller who waits longer is better off with an answer; the sweeper comes back within a minute.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>Makes a call that answers with a status.</summary>
    public Task<ResponseMessage> SendAsync(CosmosCall call, Func<CancellationToken, Task<ResponseMessage>> send, CancellationToken cancellation) =>
        RunAsync(call, send, static response => new(response.StatusCode, response.Headers.RequestCharge, response.Diagnostics), cancellation);

    /// <summary>Sends a batch, which cannot be given up any more.</summary>
    public Task<TransactionalBatchResponse> SendAsync(CosmosCall call, Func<CancellationToken, Task<TransactionalBatchResponse>> send) =>
        RunAsync(call, send, static response => new(response.StatusCode, response.RequestCharge, response.Diagnostics), CancellationToken.None);

    /// <summary>Reads a page of a query.</summary>
    public Task<FeedResponse<T>> QueryAsync<T>(CosmosCall call, Func<CancellationToken, Task<FeedResponse<T>>> read, CancellationToken cancellation) =>
        RunAsync(call, read, static page => new(page.StatusCode, page.RequestCharge, page.Diagnostics), cancellation);

    /// <summary>Throws unless a call succeeded.</summary>
    public void Check(CosmosCall call, ResponseMessage response)
    {
        if (!response.IsSuccessStatusCode) throw Unavailable(call, new CosmosException(response.ErrorMessage ?? "", response.StatusCode, response.Headers.SubStatus(), response.Headers.ActivityId, response.Headers.RequestCharge));
    }

    /// <summary>What a batch that failed comes to.</summary>
    public StoreUnavailableException Refused(CosmosCall call, TransactionalBatchResponse response) =>
        Unavailable(call, new CosmosException(response.ErrorMessage ?? "", response.StatusCode, response.Headers.SubStatus(), response.ActivityId, response.RequestCharge));

    private async Task<T> RunAsync<T>(CosmosCall call, Func<CancellationToken, Task<T>> send, Func<T, Outcome> outcomeOf, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var deadline = new CancellationTokenSource(Deadline, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        try
        {
            var response = await send(either.Token);
            Note(call, outcomeOf(response));
            return response;
        }
        catch (CosmosException e)
        {
            Note(call, new(e.StatusCode, e.RequestCharge, e.Diagnostics));
            throw Unavailable(call, e);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested && (IsOfTheWay(e) || CosmosFault.IsTooWeak(e)))
        {
            throw Unavailable(call, e);
        }
    }

    private static bool IsOfTheWay(Exception e) =>
        e is OperationCanceledException or HttpRequestException or SocketException or IOException or TimeoutException or RequestFailedException or AuthenticationFailedException;

    private void Note(CosmosCall call, Outcome outcome)
    {
        var tags = new TagList { { "container", call.Container }, { "operation", call.Operation } };
        Telemetry.RequestUnits.Record(outcome.RequestUnits, tags);
        if (outcome.Status is HttpStatusCode.TooManyRequests) Telemetry.StoreThrottled.Add(1, tags);
        if (outcome.Diagnostics?.GetClientElapsedTime() is { } elapsed && elapsed > options.SlowCall)
            LogSlow(call.Store, call.Operation, elapsed.TotalMilliseconds, (int)outcome.Status, outcome.RequestUnits, outcome.Diagnostics.ToString());
    }

    private StoreUnavailableException Unavailable(CosmosCall call, Exception e)
    {
        var what = CosmosFault.Explain(e, options);
        var (status, substatus) = e is CosmosException { StatusCode: var code, SubStatusCode: var sub } ? ((int)code, sub) : (0, 0);
        LogFailed(call.Store, call.Operation, status, substatus, what ?? e.GetType().Name);
        return new(call.Store, what is null ? e : new CosmosRefusedException(what, e));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "the {Store} store's {Operation} took {Milliseconds:F0} ms (status {Status}, {RequestUnits:F2} RU): {Diagnostics}")]
    private partial void LogSlow(string store, string operation, double milliseconds, int status, double requestUnits, string diagnostics);

    [LoggerMessage(Level = LogLevel.Error, Message = "the {Store} store's {Operation} failed with status {Status}/{Substatus}: {What}")]
    private partial void LogFailed(string store, string operation, int status, int substatus, string what);

    private readonly record struct Outcome(HttpStatusCode Status, double RequestUnits, CosmosDiagnostics? Diagnostics);
}
