namespace Dragonfly.Core.Audit;

/// <summary>A public key of checkpoints.</summary>
/// <param name="KeyId">Names it.</param>
/// <param name="Algorithm">What it signs by: <c>ES256</c>, ECDSA over P-256 with SHA-256.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo in base64: the body of a PEM file.</param>
public sealed record CheckpointKey(string KeyId, string Algorithm, string PublicKey)
{
    /// <summary>The one algorithm there is.</summary>
    public const string Es256 = "ES256";
}
