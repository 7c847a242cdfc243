namespace Dragonfly.Core.Events;

/// <summary>Publishes events for whoever subscribes: e-mail, text messages and the like are a subscriber's job.</summary>
public interface IEventPublisher
{
    /// <summary>Publishes one. A failure is the caller's to count and swallow: what happened is in the log whoever was told.</summary>
    Task PublishAsync(CloudEvent happened, CancellationToken cancellation);
}
