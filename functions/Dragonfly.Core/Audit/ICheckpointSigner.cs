using System.Collections.Immutable;

namespace Dragonfly.Core.Audit;

/// <summary>Signs checkpoints with a key that does not leave it. Every call throws <see cref="Incidents.StoreUnavailableException"/> when it does not answer.</summary>
public interface ICheckpointSigner
{
    /// <summary>The key that signs now.</summary>
    ValueTask<CheckpointKey> CurrentKeyAsync(CancellationToken cancellation);

    /// <summary>Signs data by the algorithm of a key.</summary>
    /// <returns>For ES256 the 64 bytes of r and s (IEEE P1363).</returns>
    ValueTask<ReadOnlyMemory<byte>> SignAsync(CheckpointKey key, ReadOnlyMemory<byte> data, CancellationToken cancellation);

    /// <summary>Every key that ever signed, the current one included: what was signed before a key was replaced must go on verifying.</summary>
    ValueTask<ImmutableArray<CheckpointKey>> PublicKeysAsync(CancellationToken cancellation);
}
