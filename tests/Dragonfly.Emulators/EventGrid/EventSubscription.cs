using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Dragonfly.Emulators.EventGrid;

/// <summary>A webhook that is told of events: each by itself, in no certain order, at least once, until it takes it.</summary>
public sealed class EventSubscription : IAsyncDisposable
{
    /// <summary>Who asks whether it may deliver.</summary>
    public const string Origin = "eventgrid.azure.net";

    // What the service says that it does at best; the last one goes on.
    private static readonly TimeSpan[] Retries = [TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30)];

    private readonly HttpClient http;
    private readonly TimeProvider clock;
    private readonly Uri webhook;
    private readonly int mostAttempts;
    private readonly string[] types;
    private readonly ConcurrentQueue<DeadLetter> deadLetters = [];
    private readonly ConcurrentQueue<Task> deliveries = [];
    private readonly CancellationTokenSource stopping = new();

    internal EventSubscription(HttpClient http, TimeProvider clock, Uri webhook, int mostAttempts, string[] types) =>
        (this.http, this.clock, this.webhook, this.mostAttempts, this.types) = (http, clock, webhook, mostAttempts, types);

    /// <summary>What it did not take, and will not be told any more.</summary>
    public IReadOnlyList<DeadLetter> DeadLetters => [.. deadLetters];

    /// <summary>Stops telling it.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAll(deliveries);
        stopping.Dispose();
    }

    internal async Task ShakeHandsAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, webhook);
        request.Headers.Add("WebHook-Request-Origin", Origin);
        using var answer = await http.SendAsync(request);
        if (answer.StatusCode is not HttpStatusCode.OK || !answer.Headers.TryGetValues("WebHook-Allowed-Origin", out var allowed) || allowed.Single() is not (Origin or "*"))
            throw new InvalidOperationException($"the webhook does not allow {Origin}: {(int)answer.StatusCode}");
    }

    internal void Deliver(JsonElement happened)
    {
        var type = happened.GetProperty("type").GetString()!;
        if (types is [] || types.Any(wanted => wanted.EndsWith('*') ? type.StartsWith(wanted[..^1], StringComparison.Ordinal) : type == wanted)) deliveries.Enqueue(DeliverAsync(happened));
    }

    private async Task DeliverAsync(JsonElement happened)
    {
        var last = "";
        for (var attempt = 1; attempt <= mostAttempts; attempt++)
        {
            if (attempt > 1) await Task.Delay(Retries[Math.Min(attempt - 2, Retries.Length - 1)], clock, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stopping.IsCancellationRequested) return;
            var status = await TryAsync(happened);
            if (status is >= 200 and < 300) return;
            last = status is 0 ? "unreachable" : $"{status}";
            if (status is 400 or 401 or 413) break; // Which the service does not try again.
        }

        deadLetters.Enqueue(new(happened, last));
    }

    // 0 when there was no answer.
    private async Task<int> TryAsync(JsonElement happened)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook) { Content = new StringContent(happened.GetRawText(), Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/cloudevents+json", "utf-8");
        request.Headers.Add("aeg-event-type", "Notification");
        try
        {
            using var answer = await http.SendAsync(request, stopping.Token);
            return (int)answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return 0;
        }
    }
}

/// <summary>An event that could not be delivered.</summary>
/// <param name="Event">The event.</param>
/// <param name="Reason">What the last try came to.</param>
public sealed record DeadLetter(JsonElement Event, string Reason);
