using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Functions.Events;

/// <summary>
/// The doors for events. Event Grid delivers to the first where the app has a public address; it cannot deliver to a private one, and there it writes to a storage
/// queue, as its own identity, which the second reads. Who delivers was let in by the platform: by the key of the webhook, or by a role on the queue. Both take text,
/// since what the worker cannot convert fails before any code of ours and would be delivered again for a day.
/// </summary>
public sealed class InboundFunctions(InboundEvents events)
{
    /// <summary>Takes an event that Event Grid delivers.</summary>
    [Function(nameof(ReceiveEvent))]
    public Task ReceiveEvent([EventGridTrigger] string happened) => events.TakeAsync(happened, nameof(ReceiveEvent));

    /// <summary>Takes an event that Event Grid wrote to a queue. What fails again and again the host moves to the queue's poison queue.</summary>
    [Function(nameof(ReceiveQueuedEvent))]
    public Task ReceiveQueuedEvent([QueueTrigger("%DRAGONFLY_EVENTS_QUEUE%", Connection = "AzureWebJobsStorage")] string happened) => events.TakeAsync(happened, nameof(ReceiveQueuedEvent));
}
