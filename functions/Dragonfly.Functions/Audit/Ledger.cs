using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;

namespace Dragonfly.Functions.Audit;

/// <summary>
/// A timeline and what it adds up to. Each reading asks only for the entries that are newer than those it knows, so that what another instance wrote counts
/// from then on, and nothing grows stale.
/// </summary>
/// <param name="timelines">The store.</param>
/// <param name="id">Which timeline.</param>
/// <param name="unwritten">The state before the first entry.</param>
/// <param name="clock">What time it is.</param>
public sealed class Ledger<TState>(ITimelines timelines, TimelineId id, TState unwritten, TimeProvider clock) where TState : class, ITimelineState<TState>
{
    private const int PageSize = 100;
    private const int MostTries = 100;
    private static readonly TimeSpan MostLate = TimeSpan.FromMinutes(1); // Of the Checkpoints.Overlap of five.

    private volatile TState known = unwritten;

    /// <summary>Where it stands now.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    public async ValueTask<TState> ReadAsync(CancellationToken cancellation)
    {
        var state = known;
        while (await timelines.ReadAsync(id, state.Sequence, PageSize, cancellation) is { IsEmpty: false } newer)
            known = state = newer.Aggregate(state, static (before, entry) => before.Evolve(entry)); // Of two readings the slower may put an older one back: the next catches up.
        return state;
    }

    /// <summary>Appends what is decided on the state as it then is.</summary>
    /// <param name="decide">Decides, given the state and the time; null when there is nothing to do. It may run more than once.</param>
    /// <param name="origin">Who is behind it.</param>
    /// <param name="happenedAt">When, if that was before now. Longer ago than a minute, the entry is dated when it is written: a checkpoint has sealed that time, and an entry that comes to it later is taken for a forgery.</param>
    /// <returns>The state before, and what happened.</returns>
    /// <exception cref="StoreUnavailableException">The store did not answer; nobody knows whether it was written.</exception>
    public async Task<(TState Before, TEvent? Happened)> AppendAsync<TEvent>(Func<TState, DateTimeOffset, TEvent?> decide, Origin origin, DateTimeOffset? happenedAt = null)
        where TEvent : TimelineEvent
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var state = await ReadAsync(CancellationToken.None);
            var now = clock.GetUtcNow();
            var when = happenedAt is { } then && now - then <= MostLate ? then : now;
            var at = when > state.ChangedAt ? when : state.ChangedAt; // Instances' clocks differ; a timeline's times do not go back.
            if (decide(state, at) is not { } happened) return (state, null);
            if (await timelines.TryAppendAsync(id, Chain.Append(state.Sequence, state.Hash, [happened], origin, at), CancellationToken.None)) return (state, happened);
        }

        throw new StoreUnavailableException("timeline", new TimeoutException($"{id} was written by others {MostTries} times"));
    }
}
