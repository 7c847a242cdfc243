using System.Text.Json;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Functions.Http;

/// <summary>Turns what a function throws into problem details. What an <see cref="IResult"/> throws while it is written is beyond its reach.</summary>
public sealed partial class ErrorsMiddleware(ILogger<ErrorsMiddleware> log) : IFunctionsWorkerMiddleware
{
    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var http = context.GetHttpContext()!;
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller is gone: there is nobody to answer.
        }
        catch (Exception e)
        {
            await WriteAsync(http.Response, ProblemOf(e, context.FunctionDefinition.Name));
        }
    }

    private Problem ProblemOf(Exception e, string function)
    {
        switch (e)
        {
            case ProblemException known:
                return known.Problem;
            case StoreUnavailableException:
                LogUnavailable(function, e);
                return Problem.Unavailable("store");
            case VideoSystemException:
                LogUnavailable(function, e);
                return Problem.Unavailable("videoSystem");
            case ChannelUnavailableException:
                LogUnavailable(function, e);
                return Problem.Unavailable("channel");
            case IdentityProviderUnavailableException:
                LogUnavailable(function, e);
                return Problem.Unavailable("identityProvider");
            case BadHttpRequestException { StatusCode: 413 }:
                return Problem.TooLarge("bodyTooLarge", "the body is too large");
            case BadHttpRequestException bad:
                return Problem.BadRequest("badRequest", bad.Message);
            default:
                LogFailed(function, e);
                return Problem.Internal();
        }
    }

    /// <summary>Answers with a problem, if nothing was answered yet.</summary>
    public static async Task WriteAsync(HttpResponse response, Problem problem)
    {
        if (response.HasStarted) return;
        response.StatusCode = problem.Status;
        response.ContentType = "application/problem+json";
        if (problem.RetryAfter is { } seconds) response.Headers.RetryAfter = seconds.ToString();
        if (problem.Status == 401) response.Headers.WWWAuthenticate = "Bearer";
        await response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(problem, ApiJson.Default.Problem));
    }

    [LoggerMessage(EventId = 901, Level = LogLevel.Warning, Message = "{Function}: a dependency is unavailable")]
    private partial void LogUnavailable(string function, Exception e);

    [LoggerMessage(EventId = 902, Level = LogLevel.Error, Message = "{Function} failed")]
    private partial void LogFailed(string function, Exception e);
}
