using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Hosting;

namespace Dragonfly.Functions;

/// <summary>What both hosts, the Functions worker and Dragonfly.Local, set up alike.</summary>
public static class DragonflyApplication
{
    /// <summary>
    /// Registers the worker middleware, outermost first: errors, then authentication. Middleware runs for HTTP functions only:
    /// it would also wrap orchestrators, on every replay, where an await is illegal.
    /// </summary>
    public static IFunctionsWorkerApplicationBuilder UseDragonfly(this IFunctionsWorkerApplicationBuilder builder) => builder;

    /// <summary>Adds a middleware that sees HTTP functions only.</summary>
    internal static IFunctionsWorkerApplicationBuilder UseForHttp<T>(this IFunctionsWorkerApplicationBuilder builder)
        where T : class, IFunctionsWorkerMiddleware =>
        builder.UseWhen<T>(context => context.GetHttpContext() is not null);
}
