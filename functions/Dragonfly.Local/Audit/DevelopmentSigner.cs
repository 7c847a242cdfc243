using System.Collections.Immutable;
using System.Security.Cryptography;
using Dragonfly.Core.Audit;
using Dragonfly.Local.Storage;

namespace Dragonfly.Local.Audit;

/// <summary>Signs checkpoints with a key in the data folder, <c>checkpoint-key.pem</c>: whoever can write there can forge the log, so it proves nothing to a stranger.</summary>
public sealed class DevelopmentSigner : ICheckpointSigner, IDisposable
{
    private readonly ECDsa ecdsa;
    private readonly CheckpointKey key;

    /// <summary>Reads the key, or makes one.</summary>
    public DevelopmentSigner(string dataFolder)
    {
        ecdsa = KeyFile.ReadOrMake(Path.Combine(dataFolder, "checkpoint-key.pem"));
        var spki = ecdsa.ExportSubjectPublicKeyInfo();
        key = new($"development-{Convert.ToHexStringLower(SHA256.HashData(spki).AsSpan(0, 8))}", CheckpointKey.Es256, Convert.ToBase64String(spki));
    }

    /// <inheritdoc/>
    public ValueTask<CheckpointKey> CurrentKeyAsync(CancellationToken cancellation) => new(key);

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>> SignAsync(CheckpointKey key, ReadOnlyMemory<byte> data, CancellationToken cancellation) => new(ecdsa.SignData(data.Span, HashAlgorithmName.SHA256));

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<CheckpointKey>> PublicKeysAsync(CancellationToken cancellation) => new([key]);

    /// <inheritdoc/>
    public void Dispose() => ecdsa.Dispose();
}
