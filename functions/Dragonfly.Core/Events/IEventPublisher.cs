namespace Dragonfly.Core.Events;

/// <summary>Publishes events for whoever subscribes: e-mail, text messages and the like are a subscriber's job. An event may be delivered twice.</summary>
public interface IEventPublisher
{
    /// <summary>Publishes events in their order, as many at a time as can be.</summary>
    /// <param name="happened">The events; none is no call.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="EventsUnpublishedException">Not all were published, some perhaps were: try all of them again, later.</exception>
    /// <exception cref="EventRefusedException">One of them will never be taken. Which of the others were published nobody knows.</exception>
    Task PublishAsync(IReadOnlyList<CloudEvent> happened, CancellationToken cancellation);
}
