using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Emulators.SignalR;

/// <summary>
/// Azure SignalR Service in serverless mode, on a free port of this machine: the REST API that the Management SDK speaks in transient mode, and <c>/client/</c>, where real
/// SignalR clients connect with the token that negotiating gave them. Users are in groups for as long as they were put there; messages are passed on byte for byte.
/// </summary>
public sealed class SignalRStandIn : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> calls = [];
    private readonly WebApplication web;
    private readonly SignalRConnections connections = new();
    private readonly SignalRGroups groups;
    private TaskCompletionSource mended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SignalRFault? fault;

    private SignalRStandIn(TimeProvider clock, string key)
    {
        (Clock, Key, groups) = (clock, key, new(clock));
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton(connections);
        builder.Services.AddSingleton(groups);
        builder.Services.AddSignalR().AddJsonProtocol(json => json.PayloadSerializerOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        web = builder.Build();
        web.Use(SufferAsync);
        web.Use(SignalRRestApi.RefuseStrangers(this));
        web.Use(SignalRClientHub.RefuseStrangers(this, groups));
        web.UseRouting();
        new SignalRRestApi(this, connections, groups, web.Services.GetRequiredService<IHubContext<SignalRClientHub>>()).Map(web);
        web.MapHub<SignalRClientHub>("/client");
    }

    /// <summary>Where it is.</summary>
    public Uri Endpoint => new(web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>Its access key.</summary>
    public string Key { get; }

    /// <summary>Its clock.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Which tokens are of an identity that has a role here.</summary>
    public Func<string, bool> IsEntraToken { get; set; } = _ => false;

    /// <summary>The calls of its REST API so far: <c>PUT /api/hubs/…</c>.</summary>
    public IReadOnlyCollection<string> Calls => calls;

    /// <summary>Starts one.</summary>
    /// <param name="clock">Its clock, which begins at the system's time: that is what tokens are made by.</param>
    /// <param name="key">Its access key.</param>
    public static async Task<SignalRStandIn> StartAsync(TimeProvider clock, string key = "a key for a stand-in on this machine, 32 bytes at least")
    {
        var service = new SignalRStandIn(clock, key);
        await service.web.StartAsync();
        return service;
    }

    /// <summary>The groups that a user is in now.</summary>
    public IReadOnlyList<string> GroupsOf(string hub, string user) => groups.Of(hub, user);

    /// <summary>Something goes wrong from now on.</summary>
    public void Fail(SignalRFault with)
    {
        fault = with;
        if (with is SignalRFault.Down) connections.AbortAll();
    }

    /// <summary>All is well again. Calls that hung break.</summary>
    public void Mend()
    {
        fault = null;
        Interlocked.Exchange(ref mended, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Mend();
        connections.AbortAll();
        await web.DisposeAsync();
    }

    private async Task SufferAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Path.StartsWithSegments("/api")) calls.Enqueue($"{http.Request.Method} {http.Request.Path}");
        switch (fault)
        {
            case SignalRFault.Down:
                http.Abort();
                return;
            case SignalRFault.Hang:
                await mended.Task.WaitAsync(http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                http.Abort();
                return;
            case SignalRFault.Refuse(var status):
                http.Response.StatusCode = status;
                return;
            case SignalRFault.Slow(var by):
                await Task.Delay(by, Clock, http.RequestAborted);
                break;
            default:
                break;
        }

        await next(http);
    }
}
