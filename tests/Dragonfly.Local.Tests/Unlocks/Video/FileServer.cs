using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Local.Tests.Unlocks.Video;

/// <summary>A server that takes files by links as Blob Storage does: once, whole, by whoever has the link, and only as it is told to.</summary>
internal sealed class FileServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<int> answers = new();

    private FileServer(WebApplication app) => this.app = app;

    /// <summary>The files that are whole.</summary>
    public ConcurrentDictionary<string, (string? ContentType, byte[] Bytes)> Files { get; } = new();

    /// <summary>How many requests came.</summary>
    public int Asked { get; private set; }

    public static async Task<FileServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(server => server.Limits.MaxRequestBodySize = null);
        var server = new FileServer(builder.Build());
        server.app.Run(server.TakeAsync);
        await server.app.StartAsync();
        return server;
    }

    /// <summary>A link to write a file by. Its signature must come back as it was given.</summary>
    public Uri Link(string file) => new($"{app.Urls.Single()}/clips/{file}?sp=cw&sig=a%2Fb%2Bc%3D");

    /// <summary>Answers with these statuses first; 0 breaks the connection off.</summary>
    public void AnswerFirst(params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses) answers.Enqueue(status);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        Asked++;
        var (request, response) = (http.Request, http.Response);
        if (answers.TryDequeue(out var ordered))
        {
            if (ordered == 0)
            {
                await request.Body.ReadAtLeastAsync(new byte[1_000], 1_000);
                http.Abort();
            }

            response.Headers.Location = $"{app.Urls.Single()}/elsewhere";
            response.StatusCode = ordered;
            return;
        }

        if (request.Method != "PUT" || request.QueryString.Value != "?sp=cw&sig=a%2Fb%2Bc%3D" || request.Headers.IfNoneMatch != "*" || request.Headers["x-ms-blob-type"] != "BlockBlob")
        {
            response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, http.RequestAborted);
        response.StatusCode = Files.TryAdd(Path.GetFileName(request.Path.Value!), (request.ContentType, bytes.ToArray())) ? StatusCodes.Status201Created : StatusCodes.Status409Conflict;
    }
}
