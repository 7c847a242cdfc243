namespace Dragonfly.Core.Unlocks;

/// <summary>The unlock policy that stands.</summary>
public interface IPolicySource
{
    /// <summary>The policy to decide by now.</summary>
    ValueTask<UnlockPolicy> CurrentAsync(CancellationToken cancellation);
}

/// <summary>One policy that never changes.</summary>
public sealed class FixedPolicy(UnlockPolicy policy) : IPolicySource
{
    /// <inheritdoc/>
    public ValueTask<UnlockPolicy> CurrentAsync(CancellationToken cancellation) => new(policy);
}
