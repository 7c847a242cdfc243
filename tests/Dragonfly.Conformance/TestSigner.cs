using System.Collections.Immutable;
using System.Security.Cryptography;
using Dragonfly.Core.Audit;

namespace Dragonfly.Conformance;

/// <summary>Signs checkpoints with a key of its own.</summary>
public sealed class TestSigner : ICheckpointSigner
{
    private readonly ECDsa ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>A signer, and the name of its key.</summary>
    public TestSigner(string keyId = "test") => Key = new(keyId, CheckpointKey.Es256, Convert.ToBase64String(ecdsa.ExportSubjectPublicKeyInfo()));

    /// <summary>Its key.</summary>
    public CheckpointKey Key { get; }

    /// <summary>Its public key as a PEM file holds it.</summary>
    public string Pem => ecdsa.ExportSubjectPublicKeyInfoPem();

    /// <inheritdoc/>
    public ValueTask<CheckpointKey> CurrentKeyAsync(CancellationToken cancellation) => new(Key);

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>> SignAsync(CheckpointKey key, ReadOnlyMemory<byte> data, CancellationToken cancellation) => new(ecdsa.SignData(data.Span, HashAlgorithmName.SHA256));

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<CheckpointKey>> PublicKeysAsync(CancellationToken cancellation) => new([Key]);
}
