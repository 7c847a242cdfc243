using System.Net;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Local.Unlocks.Video.Recording;

/// <summary>
/// Sends files to where they are wanted, which may be on another machine: whole, once, and nowhere else, since no redirection is followed. What did not get through is tried
/// again. The link is all the authority there is, so nothing of it is logged.
/// </summary>
/// <param name="clock">What waiting is measured on.</param>
public sealed class ExportSender(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan TryTime = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan[] Delays = [.. ((int[])[1, 2, 4, 8, 16, 30]).Select(seconds => TimeSpan.FromSeconds(seconds))];

    private readonly CancellationTokenSource stopping = new();

    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    });

    /// <summary>Canceled when the program ends.</summary>
    internal CancellationToken Stopping => stopping.Token;

    /// <summary>Sends a file.</summary>
    /// <param name="target">The link, asked for before each try: there may be a newer one.</param>
    /// <param name="file">The file.</param>
    /// <returns>How that ended.</returns>
    internal async Task<VideoExport> SendAsync(Func<Uri> target, IExportFile file)
    {
        var mayHaveArrived = false;
        foreach (var delay in (TimeSpan?[])[.. Delays, null])
        {
            var answer = await TryAsync(target(), file);
            if (answer is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices) return new(ExportState.Done, file.ContentType, file.Length);

            // A file that is there already may be ours, of a try whose answer was lost.
            if (answer is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed)
                return mayHaveArrived ? new(ExportState.Done, file.ContentType, file.Length) : new(ExportState.Failed, Reason: VideoExport.TargetTaken);
            if (answer is { } no && !IsPassing(no)) return new(ExportState.Failed, Reason: VideoExport.TargetRefused);
            mayHaveArrived |= answer is null or >= HttpStatusCode.InternalServerError;
            if (delay is { } time) await Task.Delay(time, clock, Stopping);
        }

        return new(ExportState.Failed, Reason: VideoExport.TargetUnreachable);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stopping.Cancel(); // Lets go of all that Dispose would, and may still be asked for its token.
        http.Dispose();
    }

    private async Task<HttpStatusCode?> TryAsync(Uri target, IExportFile file)
    {
        using var tooLong = new CancellationTokenSource(TryTime, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(tooLong.Token, Stopping);
        using var content = new ExportContent(file);
        using var request = new HttpRequestMessage(HttpMethod.Put, target) { Content = content };
        request.Headers.Add("x-ms-blob-type", "BlockBlob");
        request.Headers.Add("If-None-Match", "*");
        request.Headers.ExpectContinue = true; // A no comes before the file is sent in vain.
        try
        {
            using var response = await http.SendAsync(request, end.Token);
            return response.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !Stopping.IsCancellationRequested))
        {
            return null;
        }
    }

    private static bool IsPassing(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
}
