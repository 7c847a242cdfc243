using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Http;

namespace Dragonfly.Local.Unlocks.Video;

/// <summary>Where the video gateway is reached, and by whom.</summary>
internal static class GatewayRoutes
{
    /// <summary>The root of the gateway.</summary>
    public const string Path = "/video-gateway";

    /// <summary>Maps the gateway for whoever has the token.</summary>
    public static void MapVideoGateway(this IEndpointRouteBuilder routes, string token)
    {
        var (gateway, calls) = (routes.MapGroup(Path), routes.ServiceProvider.GetRequiredService<GatewayEndpoints>());
        gateway.MapPut("/leases/{grant}", Guarded(token, calls.OpenAsync));
        gateway.MapDelete("/leases/{grant}", Guarded(token, calls.CloseAsync));
        gateway.MapGet("/leases", Guarded(token, calls.ListAsync, Problem.Unavailable("videoSystem")));
        gateway.MapPut("/leases/{grant}/tickets/{ticket}", Guarded(token, calls.TicketAsync));
        gateway.MapGet("/leases/{grant}/still", Guarded(token, calls.StillAsync));
        gateway.MapPut("/leases/{grant}/exports/{export}", Guarded(token, calls.StartExportAsync));
        gateway.MapGet("/exports/{export}", Guarded(token, calls.ReadExportAsync, Problem.NotFound("export")));
        gateway.MapGet("/feeds/{feed}", Guarded(token, calls.DescribeAsync, Problem.NotFound("feed")));
        gateway.MapGet("/health", Guarded(token, calls.HealthAsync, Problem.Unavailable("videoSystem")));
    }

    // What the cameras refuse is refused by the rules of leases, unless the call has nothing to do with any.
    private static RequestDelegate Guarded(string token, RequestDelegate call, Problem? refusal = null) => async http =>
    {
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            if (!GatewayToken.Admits(token, http.Request)) throw new ProblemException(Problem.Unauthorized("unauthorized", "this takes the video gateway's token"));
            await call(http);
        }
        catch (ProblemException e)
        {
            await ErrorsMiddleware.WriteAsync(http.Response, e.Problem);
        }
        catch (VideoSystemException e)
        {
            await ErrorsMiddleware.WriteAsync(http.Response, e.Code == "refused" ? refusal ?? Problem.Conflict("refused", e.Message) : Problem.Unavailable("videoSystem"));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller is gone: there is nobody to answer.
        }
    };
}
