using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Dragonfly.Functions.Http;

/// <summary>
/// Lets a page of another origin, such as the dashboard on its Static Web App, read the headers that it goes by. Which origins may call at all is the platform's
/// setting (CORS, <c>infra/modules/functions.bicep</c>), which can name no headers.
/// </summary>
public sealed class ExposedHeadersMiddleware : IFunctionsWorkerMiddleware
{
    /// <summary>The server's time, versions, where something new is, and when to try again.</summary>
    public const string Exposed = "Date, ETag, Location, Retry-After";

    /// <inheritdoc/>
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var http = context.GetHttpContext()!;
        if (http.Request.Headers.Origin.Count > 0) http.Response.Headers.AccessControlExposeHeaders = Exposed;
        return next(context);
    }
}
