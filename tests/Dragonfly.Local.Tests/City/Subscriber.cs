using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Local.Tests.City;

/// <summary>Somebody else's program, whose webhook subscribes to our events.</summary>
internal sealed class Subscriber : IAsyncDisposable
{
    private readonly WebApplication web;
    private readonly ConcurrentQueue<JsonElement> heard = [];

    private Subscriber(WebApplication web) => this.web = web;

    /// <summary>What it answers; not 200 is to try again.</summary>
    public int Status { get; set; } = 200;

    public Uri Address => new(new Uri(web.Urls.Single()), "/hook");

    /// <summary>Everything that came, as often as it came.</summary>
    public IReadOnlyList<JsonElement> Heard => [.. heard];

    /// <summary>The ids of what it took, each once.</summary>
    public IReadOnlySet<string> Ids => heard.Select(happened => happened.GetProperty("id").GetString()!).ToHashSet();

    public static async Task<Subscriber> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var subscriber = new Subscriber(builder.Build());
        subscriber.web.MapMethods("/hook", [HttpMethods.Options], context =>
        {
            context.Response.Headers["WebHook-Allowed-Origin"] = context.Request.Headers["WebHook-Request-Origin"];
            return Task.CompletedTask;
        });
        subscriber.web.MapPost("/hook", subscriber.TakeAsync);
        await subscriber.web.StartAsync();
        return subscriber;
    }

    /// <summary>Those of a type.</summary>
    public IEnumerable<JsonElement> HeardOf(string type) => heard.Where(happened => happened.GetProperty("type").ValueEquals(type));

    public ValueTask DisposeAsync() => web.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        context.Response.StatusCode = Status;
        if (Status == 200) heard.Enqueue(body.RootElement.Clone());
    }
}
