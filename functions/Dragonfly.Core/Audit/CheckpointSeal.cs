using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Audit;

/// <summary>The signature of a checkpoint.</summary>
public static class CheckpointSeal
{
    /// <summary>Makes the entry of a checkpoint, signed.</summary>
    /// <param name="signer">Signs.</param>
    /// <param name="key">The key to sign with.</param>
    /// <param name="last">The entry before it; null when there is none.</param>
    /// <param name="checkpoint">The checkpoint, without key and signature.</param>
    /// <param name="origin">Who makes it.</param>
    /// <param name="at">When.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async ValueTask<Entry> SignAsync(
        ICheckpointSigner signer, CheckpointKey key, Entry? last, CheckpointSigned checkpoint, Origin origin, DateTimeOffset at, CancellationToken cancellation)
    {
        var (sequence, hash) = (last?.Sequence ?? 0, last?.Hash ?? "");
        var unsigned = checkpoint with { KeyId = key.KeyId, Algorithm = key.Algorithm, Signature = null };
        var entry = new Entry(sequence + 1, at.ToUniversalTime(), origin, unsigned, hash);
        var signature = await signer.SignAsync(key, SignedPart(JsonSerializer.SerializeToUtf8Bytes(entry, CoreJson.Default.Entry)), cancellation);
        return Chain.Append(sequence, hash, [unsigned with { Signature = Base64Url.EncodeToString(signature.Span) }], origin, at)[0];
    }

    /// <summary>What the signature covers: the canonical JSON of the entry, as it is stored, without its hash and its event's signature.</summary>
    /// <exception cref="JsonException">It is not JSON, or has no canonical form.</exception>
    public static byte[] SignedPart(ReadOnlySpan<byte> entry)
    {
        var node = JsonNode.Parse(CanonicalJson.Canonicalize(entry)) as JsonObject ?? throw new JsonException("an entry is an object");
        node.Remove("hash");
        (node["event"] as JsonObject)?.Remove("signature");
        return CanonicalJson.Canonicalize(JsonSerializer.SerializeToUtf8Bytes(node, CoreJson.Default.JsonObject));
    }

    /// <summary>Whether a signature is a key's over data.</summary>
    public static bool IsGood(CheckpointKey key, ReadOnlySpan<byte> data, string? signature)
    {
        if (key.Algorithm != CheckpointKey.Es256 || signature is null || !Base64Url.IsValid(signature)) return false;
        try
        {
            using var ecdsa = ECDsa.Create();
            ecdsa.ImportSubjectPublicKeyInfo(Convert.FromBase64String(key.PublicKey), out _);
            return ecdsa.VerifyData(data, Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return false;
        }
    }
}
