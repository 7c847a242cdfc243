using Azure;
using Azure.Core;
using Azure.Identity;
using Azure.Messaging.EventGrid;
using Dragonfly.Core.Events;
using Dragonfly.Functions.Unlocks;
using Topic = Azure.Messaging.EventGrid.EventGridPublisherClient;
using TopicEvent = Azure.Messaging.CloudEvent;

namespace Dragonfly.Functions.Events;

/// <summary>
/// Publishes to an Event Grid topic. Each request holds what fits into one, is tried three times at most and for no longer than <see cref="CallLimits.Publish"/>.
/// </summary>
public sealed class EventGridPublisher : IEventPublisher
{
    private readonly Topic topic;
    private readonly CallLimits limits;
    private readonly TimeProvider clock;

    /// <summary>Signs in as what the app runs as, or with the key of a stand-in.</summary>
    public EventGridPublisher(EventGridOptions options, TokenCredential credential, CallLimits limits, TimeProvider clock)
    {
        (this.limits, this.clock) = (limits, clock);
        var client = new EventGridPublisherClientOptions
        {
            Retry = { Mode = RetryMode.Exponential, MaxRetries = 2, Delay = TimeSpan.FromMilliseconds(200), MaxDelay = TimeSpan.FromSeconds(1), NetworkTimeout = limits.Publish },
        };
        topic = options.Key is { } key ? new(options.Endpoint, new AzureKeyCredential(key), client) : new(options.Endpoint, credential, client);
    }

    /// <inheritdoc/>
    public async Task PublishAsync(IReadOnlyList<CloudEvent> happened, CancellationToken cancellation)
    {
        foreach (var batch in EventBatch.Split(happened)) await SendAsync(batch, cancellation);
    }

    // Each event is as the topic demands: a topic that finds fault with one is not the topic it should be, which somebody will put right.
    private async Task SendAsync(IReadOnlyList<CloudEvent> batch, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(limits.Publish, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            await topic.SendEventsAsync(batch.Select(Written), either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException e)
        {
            throw new EventsUnpublishedException(new TimeoutException($"the topic did not answer within {limits.Publish}", e));
        }
        catch (Exception e) when (e is RequestFailedException or AuthenticationFailedException or AggregateException)
        {
            throw new EventsUnpublishedException(e);
        }
    }

    private static TopicEvent Written(CloudEvent happened) => new(happened.Source, happened.Type, BinaryData.FromString(happened.Data.GetRawText()), happened.DataContentType, Azure.Messaging.CloudEventDataFormat.Json)
    {
        Id = happened.Id,
        Subject = happened.Subject,
        Time = happened.Time,
    };
}
