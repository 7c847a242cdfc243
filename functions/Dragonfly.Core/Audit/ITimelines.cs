using System.Collections.Immutable;

namespace Dragonfly.Core.Audit;

/// <summary>
/// The timelines of what people set, such as the policy: hash-chained, append-only, and short enough that their state is read by folding them. An incident's
/// timeline lives with its head in <see cref="Incidents.IIncidentStore"/>. Reads are strongly consistent.
/// </summary>
public interface ITimelines
{
    /// <summary>Entries of one timeline after a sequence, oldest first; none when there is no such timeline.</summary>
    /// <exception cref="Incidents.StoreUnavailableException">The store did not answer.</exception>
    ValueTask<ImmutableArray<Entry>> ReadAsync(TimelineId timeline, long afterSequence, int limit, CancellationToken cancellation);

    /// <summary>Appends entries, all or none, durably when the task completes.</summary>
    /// <param name="timeline">Which; made by its first entry.</param>
    /// <param name="entries">What to append, each numbered one more than the one before it; not empty.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>False when the timeline does not end right before the first of <paramref name="entries"/>: read again and decide again.</returns>
    /// <exception cref="Incidents.StoreUnavailableException">The store did not answer; nobody knows whether it was written.</exception>
    Task<bool> TryAppendAsync(TimelineId timeline, ImmutableArray<Entry> entries, CancellationToken cancellation);
}
