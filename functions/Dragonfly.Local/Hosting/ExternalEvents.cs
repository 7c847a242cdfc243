namespace Dragonfly.Local.Hosting;

/// <summary>
/// Events of an execution: those nobody awaits yet, and those who await one. Waiters of one name form a stack: the last one gets the next
/// event. HAZARD, as on the host: a waiter that was canceled stays on the stack and swallows the event it is handed.
/// </summary>
internal sealed class ExternalEvents
{
    private readonly Dictionary<string, Queue<string?>> buffer = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Stack<IEventWaiter>> waiters = new(StringComparer.OrdinalIgnoreCase);

    public void Raise(string name, string? payload)
    {
        if (waiters.TryGetValue(name, out var stack) && stack.TryPop(out var waiter))
            waiter.Hand(payload);
        else if (buffer.TryGetValue(name, out var queue))
            queue.Enqueue(payload);
        else
            buffer[name] = new([payload]);
    }

    public void Await(string name, IEventWaiter waiter)
    {
        if (!waiters.TryGetValue(name, out var stack))
            waiters[name] = stack = new();
        if (stack.TryPeek(out var other) && other.EventType != waiter.EventType)
            throw new ArgumentException($"Event '{name}' is awaited as {other.EventType} and as {waiter.EventType}.");

        stack.Push(waiter);
        if (buffer.TryGetValue(name, out var queue) && queue.TryDequeue(out var payload))
            Raise(name, payload);
    }

    /// <summary>The next execution knows the events nobody took, but not the waiters.</summary>
    public ExternalEvents Unprocessed()
    {
        var next = new ExternalEvents();
        foreach (var (name, queue) in buffer)
            next.buffer[name] = queue;
        return next;
    }
}

/// <summary>Who awaits an event.</summary>
internal interface IEventWaiter
{
    Type EventType { get; }

    void Hand(string? payload);
}
