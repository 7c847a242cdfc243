using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Functions.Tests.Unlocks.Gateway;

/// <summary>A server on this machine that answers as a test says, for all that a gateway can get wrong.</summary>
internal sealed class StubGateway : IAsyncDisposable
{
    private readonly WebApplication app;

    private StubGateway(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.Single());

    /// <summary>What was asked, in order: the verb, the path with its query, and the body.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>The Authorization headers that came.</summary>
    public ConcurrentQueue<string> Authorizations { get; } = new();

    public RequestDelegate Answer { get; set; } = http => Task.FromException(new InvalidOperationException());

    public static async Task<StubGateway> StartAsync(RequestDelegate? answer = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var stub = new StubGateway(builder.Build());
        if (answer is not null) stub.Answer = answer;
        stub.app.Run(stub.TakeAsync);
        await stub.app.StartAsync();
        return stub;
    }

    /// <summary>An answer of text.</summary>
    public static RequestDelegate Text(int status, string? mediaType, string text) => async http =>
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = mediaType;
        if (text.Length > 0) await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text));
    };

    /// <summary>An answer of JSON.</summary>
    public static RequestDelegate Json(string json) => Text(200, "application/json", json);

    /// <summary>An answer of problem details.</summary>
    public static RequestDelegate Problem(int status, string code) => Text(status, "application/problem+json", $$"""{"code":"{{code}}"}""");

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        Asked.Enqueue($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString} {await reader.ReadToEndAsync()}".TrimEnd());
        Authorizations.Enqueue(http.Request.Headers.Authorization.ToString());
        await Answer(http);
    }
}
