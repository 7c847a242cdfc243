using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Emulators.EventGrid;

/// <summary>
/// An Event Grid custom topic for CloudEvents 1.0, in this process and on loopback, for the real publisher client: it refuses what the service refuses, keeps what it
/// takes, and delivers it to webhooks, the handshake first, until they take it or it is a dead letter.
/// </summary>
public sealed class EventGridTopic : IAsyncDisposable
{
    /// <summary>The version of the interface that it speaks.</summary>
    public const string ApiVersion = "2018-01-01";

    /// <summary>The largest request that it takes.</summary>
    public const int MostBytes = 1_048_576;

    private readonly WebApplication web;
    private readonly TimeProvider clock;
    private readonly HttpClient http = new();
    private readonly ConcurrentQueue<JsonElement> events = [];
    private readonly ConcurrentQueue<string> refusals = [];
    private readonly ConcurrentBag<EventSubscription> subscriptions = [];
    private int requests;

    private EventGridTopic(WebApplication web, TimeProvider clock) => (this.web, this.clock) = (web, clock);

    /// <summary>Where to publish to.</summary>
    public Uri Endpoint => new(new Uri(web.Urls.Single()), "/api/events");

    /// <summary>The topic's key.</summary>
    public string Key => "the-key-of-the-topic";

    /// <summary>What it took, in order.</summary>
    public IReadOnlyList<JsonElement> Events => [.. events];

    /// <summary>Why it refused requests, one line each.</summary>
    public IReadOnlyList<string> Refusals => [.. refusals];

    /// <summary>How many requests came, those that were refused or ran into a fault included.</summary>
    public int Requests => requests;

    /// <summary>What no subscriber took, and will not be delivered any more.</summary>
    public IReadOnlyList<DeadLetter> DeadLetters => [.. subscriptions.SelectMany(subscription => subscription.DeadLetters)];

    /// <summary>What is to go wrong with each request from now on; null for nothing.</summary>
    public TopicFault? Fault { get; set; }

    /// <summary>Starts one on a free port.</summary>
    /// <param name="clock">What deliveries wait by; the system's clock when null.</param>
    public static async Task<EventGridTopic> StartAsync(TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var topic = new EventGridTopic(builder.Build(), clock ?? TimeProvider.System);
        topic.web.MapPost("/api/events", topic.AnswerAsync);
        await topic.web.StartAsync();
        return topic;
    }

    /// <summary>Subscribes a webhook, which must allow it.</summary>
    /// <param name="webhook">Where to deliver.</param>
    /// <param name="mostAttempts">How often an event is tried before it is a dead letter.</param>
    /// <param name="types">Types of events that it gets, or beginnings of them that end in a star; all when none is named.</param>
    /// <exception cref="InvalidOperationException">The handshake failed.</exception>
    public async Task<EventSubscription> SubscribeAsync(Uri webhook, int mostAttempts = 30, params string[] types)
    {
        var subscription = new EventSubscription(http, clock, webhook, mostAttempts, types);
        await subscription.ShakeHandsAsync();
        subscriptions.Add(subscription);
        return subscription;
    }

    /// <summary>Stops it; what waits to be delivered is not.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var subscription in subscriptions) await subscription.DisposeAsync();
        await web.DisposeAsync();
        http.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref requests);
        if (Fault is { } fault)
        {
            if (fault.Status is { } status) context.Response.StatusCode = (int)status;
            else context.Abort();
            return;
        }

        var (refusal, batch) = await PublishRequest.ReadAsync(context.Request, Key);
        context.Response.StatusCode = (int)(refusal?.Status ?? HttpStatusCode.OK);
        if (refusal is not null)
        {
            refusals.Enqueue(refusal.Why);
            await context.Response.WriteAsJsonAsync(new { error = new { code = refusal.Status.ToString(), message = refusal.Why } });
            return;
        }

        foreach (var happened in batch)
        {
            events.Enqueue(happened);
            foreach (var subscription in subscriptions) subscription.Deliver(happened);
        }
    }
}

/// <summary>What is to go wrong with a request.</summary>
/// <param name="Status">What it is answered; null to break the connection.</param>
public sealed record TopicFault(HttpStatusCode? Status)
{
    /// <summary>The topic is gone.</summary>
    public static TopicFault Down { get; } = new((HttpStatusCode?)null);

    /// <summary>The topic has too much to do.</summary>
    public static TopicFault Busy { get; } = new(HttpStatusCode.ServiceUnavailable);
}
