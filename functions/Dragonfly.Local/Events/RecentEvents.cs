using System.Collections.Immutable;
using Dragonfly.Core.Events;

namespace Dragonfly.Local.Events;

/// <summary>Events in this process: nobody subscribes to them yet, and the last ones are kept in memory to be looked at.</summary>
public sealed class RecentEvents : IEventPublisher
{
    private const int MostKept = 1_000;

    private ImmutableQueue<CloudEvent> kept = [];
    private int count;

    /// <summary>The last ones, oldest first.</summary>
    public IEnumerable<CloudEvent> All => kept;

    /// <inheritdoc/>
    public Task PublishAsync(CloudEvent happened, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        ImmutableInterlocked.Enqueue(ref kept, happened);
        if (Interlocked.Increment(ref count) > MostKept) ImmutableInterlocked.TryDequeue(ref kept, out _);
        return Task.CompletedTask;
    }
}
