using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Audit;

namespace Dragonfly.Functions.Unlocks;

/// <summary>Keeps the unlock policy, which is the sum of its timeline.</summary>
public sealed class PolicyDesk(ITimelines timelines, TimeProvider clock) : IPolicySource
{
    private readonly Ledger<PolicyState> ledger = new(timelines, PolicyState.Timeline, PolicyState.Unwritten, clock);

    /// <inheritdoc/>
    public async ValueTask<UnlockPolicy> CurrentAsync(CancellationToken cancellation) => (await ReadAsync(cancellation)).Policy;

    /// <summary>Where the policy stands now.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    public ValueTask<PolicyState> ReadAsync(CancellationToken cancellation) => ledger.ReadAsync(cancellation);

    /// <summary>Puts a policy in the place of the one, or ones, that the author read.</summary>
    /// <returns>The new policy, with its version; null when another stands by now, which is recorded.</returns>
    /// <exception cref="StoreUnavailableException">The store did not answer; nobody knows whether the new policy stands.</exception>
    public async Task<UnlockPolicy?> ReviseAsync(UnlockPolicy proposed, string reason, IReadOnlyCollection<string> replaces, Origin origin) =>
        (await ledger.AppendAsync((state, at) => state.Revise(proposed, reason, replaces, at), origin)).Happened is PolicyRevised revised ? revised.Policy : null;

    /// <summary>Records that a policy was refused.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    public Task RefuseAsync(PolicyRefused refused, Origin origin) => ledger.AppendAsync((_, _) => refused, origin);
}
