namespace Dragonfly.Local.Hosting;

/// <summary>
/// Runs an HTTP function. The result is written after the worker middleware has returned, as the worker does: middleware cannot catch
/// what an IResult throws. What nobody catches is 500 with an empty body.
/// </summary>
internal static class HttpInvocation
{
    public static async Task RunAsync(FunctionsHost host, LocalFunction function, HttpContext http)
    {
        try
        {
            if (await host.InvokeAsync(function, http.Request, http.RequestServices, http.RequestAborted, http) is IResult result)
                await result.ExecuteAsync(http);
        }
        catch (Exception error)
        {
            http.RequestServices.GetRequiredService<ILogger<FunctionsHost>>().LogError(error, "Function {Function} failed", function.Name);
            if (http.Response.HasStarted)
            {
                http.Abort();
                return;
            }

            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }
}
