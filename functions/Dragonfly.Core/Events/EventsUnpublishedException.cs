namespace Dragonfly.Core.Events;

/// <summary>Who takes our events did not answer, or said to come again.</summary>
/// <param name="reason">What went wrong.</param>
public sealed class EventsUnpublishedException(Exception reason) : Exception($"events could not be published: {reason.Message}", reason);
