using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Functions.Unlocks;

/// <summary>
/// Keeps the unlock policy, which is the sum of its timeline. Each reading asks for the entries that are newer than those it knows, so that what another
/// instance wrote counts from the next decision on.
/// </summary>
public sealed class PolicyDesk(ITimelines timelines, TimeProvider clock) : IPolicySource
{
    private const int PageSize = 100;
    private const int MostTries = 100;

    private volatile PolicyState known = PolicyState.Unwritten;

    /// <inheritdoc/>
    public async ValueTask<UnlockPolicy> CurrentAsync(CancellationToken cancellation) => (await ReadAsync(cancellation)).Policy;

    /// <summary>Where the policy stands now.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    public async ValueTask<PolicyState> ReadAsync(CancellationToken cancellation)
    {
        var state = known;
        while (await timelines.ReadAsync(PolicyState.Timeline, state.Sequence, PageSize, cancellation) is { IsEmpty: false } newer)
            known = state = newer.Aggregate(state, static (before, entry) => before.Evolve(entry)); // Of two readers the slower may put an older one back: the next read catches up.
        return state;
    }

    /// <summary>Puts a policy in the place of the one, or ones, that the author read.</summary>
    /// <returns>The new policy, with its version; null when another stands by now, which is recorded.</returns>
    /// <exception cref="StoreUnavailableException">The store did not answer; nobody knows whether the new policy stands.</exception>
    public async Task<UnlockPolicy?> ReviseAsync(UnlockPolicy proposed, string reason, IReadOnlyCollection<string> replaces, Origin origin) =>
        await AppendAsync((state, at) => state.Revise(proposed, reason, replaces, at), origin) is PolicyRevised revised ? revised.Policy : null;

    /// <summary>Records that a policy was refused.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    public Task RefuseAsync(PolicyRefused refused, Origin origin) => AppendAsync((_, _) => refused, origin);

    private async Task<PolicyEvent> AppendAsync(Func<PolicyState, DateTimeOffset, PolicyEvent> decide, Origin origin)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var state = await ReadAsync(CancellationToken.None);
            var at = clock.GetUtcNow() is var now && now > state.ChangedAt ? now : state.ChangedAt; // Instances' clocks differ; a timeline's times do not go back.
            var happened = decide(state, at);
            if (await timelines.TryAppendAsync(PolicyState.Timeline, Chain.Append(state.Sequence, state.Hash, [happened], origin, at), CancellationToken.None)) return happened;
        }

        throw new StoreUnavailableException("timeline", new TimeoutException($"the policy was written by others {MostTries} times"));
    }
}
