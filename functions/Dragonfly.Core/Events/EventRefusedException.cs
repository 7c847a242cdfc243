namespace Dragonfly.Core.Events;

/// <summary>Who takes our events will not take this one, however often it is asked.</summary>
/// <param name="refused">The event.</param>
/// <param name="reason">What was said.</param>
public sealed class EventRefusedException(CloudEvent refused, Exception reason) : Exception($"the event {refused.Id} was refused: {reason.Message}", reason)
{
    /// <summary>The event.</summary>
    public CloudEvent Refused => refused;
}
