using System.Collections.Concurrent;
using System.Diagnostics;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Local.Bench;

/// <summary>A dashboard's end of the RTIC hub, over a WebSocket: it knows when it first held an incident's view with every feed unlocked.</summary>
internal sealed class Dashboard : IAsyncDisposable
{
    /// <summary>How long to wait for a message that may be lost.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<(long At, int Feeds)>> unlocks = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource<long>> messages = [];
    private readonly HubConnection hub;

    private Dashboard(HubConnection hub)
    {
        this.hub = hub;
        hub.Closed += SayWhyClosedAsync;
        hub.On<IncidentView>("incident", Show);
    }

    /// <summary>Negotiates as a browser does, and connects.</summary>
    public static async Task<Dashboard> ConnectAsync(Uri server, string token)
    {
        var hub = new HubConnectionBuilder().WithUrl(new Uri(server, "api/rtic"), options => options.AccessTokenProvider = () => Task.FromResult<string?>(token))
            .AddJsonProtocol(json => json.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default))
            .Build();
        var dashboard = new Dashboard(hub);
        await hub.StartAsync();
        return dashboard;
    }

    /// <summary>Says when, by <see cref="Stopwatch"/>, the incident's feeds were all unlocked, and how many there are; 0 when there is none to unlock.</summary>
    public Task<(long At, int Feeds)> UnlockedAsync(string number) => Waiter(unlocks, number).Task.WaitAsync(Patience);

    /// <summary>Says when, by <see cref="Stopwatch"/>, the message that named this beat was first shown.</summary>
    public Task<long> ShowsAsync(string beat) => Waiter(messages, beat).Task.WaitAsync(Patience);

    /// <summary>A connection that is lost spoils the run: what it would have brought is waited for in vain.</summary>
    public static Task SayWhyClosedAsync(Exception? why) => why is null ? Task.CompletedTask : Console.Error.WriteLineAsync($"A hub's connection was lost: {why}");

    public ValueTask DisposeAsync() => hub.DisposeAsync();

    private void Show(IncidentView view)
    {
        var at = Stopwatch.GetTimestamp();
        if (view.Beat is { } beat) Waiter(messages, beat).TrySetResult(at);
        if (view.Status is IncidentStanding.Open && view.Grants.All(grant => grant.State is GrantState.Unlocked)) Waiter(unlocks, view.Number).TrySetResult((at, view.Grants.Length));
    }

    private static TaskCompletionSource<T> Waiter<T>(ConcurrentDictionary<string, TaskCompletionSource<T>> waiters, string key) =>
        waiters.GetOrAdd(key, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
