using System.Collections.Immutable;
using Dragonfly.Core.Events;

namespace Dragonfly.Local.Events;

/// <summary>Events in this process: nobody subscribes to them, and the last ones are kept in memory to be looked at.</summary>
public sealed class RecentEvents : IEventPublisher
{
    private const int MostKept = 1_000;

    private ImmutableQueue<CloudEvent> kept = [];
    private int count;

    /// <summary>The last ones, oldest first.</summary>
    public IEnumerable<CloudEvent> All => kept;

    /// <inheritdoc/>
    public Task PublishAsync(IReadOnlyList<CloudEvent> happened, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        foreach (var one in happened)
        {
            ImmutableInterlocked.Enqueue(ref kept, one);
            if (Interlocked.Increment(ref count) > MostKept) ImmutableInterlocked.TryDequeue(ref kept, out _);
        }

        return Task.CompletedTask;
    }
}
