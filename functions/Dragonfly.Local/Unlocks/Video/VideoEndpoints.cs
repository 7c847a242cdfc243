using Dragonfly.Local.Unlocks.Video.Pictures;

namespace Dragonfly.Local.Unlocks.Video;

/// <summary>
/// Shows the simulated cameras to whoever holds a ticket's address: <c>GET /video/{token}</c> is the live stream, <c>GET /video/{token}/still.png</c>
/// one picture. A token that is unknown or over is answered 403. The address is all the authority there is: it must not be logged.
/// </summary>
internal sealed class VideoEndpoints(SimulatedVideoSystem video, Cameras cameras, TimeProvider clock, IHostApplicationLifetime host)
{
    private static readonly TimeSpan FrameTime = TimeSpan.FromMilliseconds(200);

    public Task StreamAsync(HttpContext http) => ShowAsync(http, SendStreamAsync);

    public Task StillAsync(HttpContext http) => ShowAsync(http, SendStillAsync);

    private async Task ShowAsync(HttpContext http, Func<HttpResponse, CameraPicture, CancellationToken, Task> send)
    {
        http.Response.Headers.CacheControl = "no-store";
        using var viewing = video.View((string)http.GetRouteValue("token")!);
        if (viewing is null)
        {
            await TypedResults.Problem("The ticket is unknown or over.", statusCode: StatusCodes.Status403Forbidden, title: "Not viewable").ExecuteAsync(http);
            return;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(viewing.Ended, http.RequestAborted, host.ApplicationStopping);
        try
        {
            var camera = await cameras.FindAsync(viewing.Feed, end.Token);
            await send(http.Response, camera.Look(), end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // What is buffered on its way to the viewer is dropped as well.
            http.Abort();
        }
    }

    private async Task SendStreamAsync(HttpResponse response, CameraPicture picture, CancellationToken end)
    {
        // A browser shows a part when it sees the boundary after it: so the boundary is sent with the picture it ends, not with the next one.
        response.ContentType = "multipart/x-mixed-replace; boundary=frame";
        using var timer = new PeriodicTimer(FrameTime, clock);
        await response.WriteAsync("--frame\r\n", end);
        do
        {
            var now = clock.GetUtcNow();
            var png = picture.Render(now);
            await response.WriteAsync($"Content-Type: image/png\r\nContent-Length: {png.Length}\r\nX-Timestamp: {now:O}\r\n\r\n", end);
            await response.Body.WriteAsync(png, end);
            await response.WriteAsync("\r\n--frame\r\n", end);
            await response.Body.FlushAsync(end);
        }
        while (await timer.WaitForNextTickAsync(end));
    }

    private async Task SendStillAsync(HttpResponse response, CameraPicture picture, CancellationToken end)
    {
        var png = picture.Render(clock.GetUtcNow());
        response.ContentType = "image/png";
        response.ContentLength = png.Length;
        await response.Body.WriteAsync(png, end);
    }
}
