using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Json;

namespace Dragonfly.Audit;

/// <summary>Verifies a package of evidence, by itself and without us.</summary>
public static class PackageFile
{
    private const int MostManifestBytes = 64 * 1024 * 1024;
    private const int MostSignatureBytes = 1024;

    /// <summary>What is wrong with it; none when nothing is.</summary>
    /// <param name="stream">The ZIP; it must seek.</param>
    /// <param name="trusted">The keys of which one must have signed it.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The manifest, when it could be read, and the faults.</returns>
    public static async Task<(EvidenceManifest? Manifest, IReadOnlyList<string> Faults)> VerifyAsync(Stream stream, IReadOnlyList<CheckpointKey> trusted, CancellationToken cancellation)
    {
        try
        {
            await using var zip = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellation);
            if (zip.Entries.GroupBy(entry => entry.FullName).Any(group => group.Count() > 1)) return (null, ["two of its files have the same name"]);
            var json = await ReadAsync(zip, EvidenceManifest.FileName, MostManifestBytes, cancellation);
            var signature = await ReadAsync(zip, EvidenceManifest.SignatureName, MostSignatureBytes, cancellation);
            if (json is null || signature is null) return (null, [$"it holds no {(json is null ? EvidenceManifest.FileName : EvidenceManifest.SignatureName)}, or one that is too long"]);
            var manifest = JsonSerializer.Deserialize(json, CoreJson.Default.EvidenceManifest) ?? throw new JsonException("the manifest is null");
            List<string> faults = [.. manifest.Faults()];
            if (!IsSigned(json, signature, trusted)) faults.Insert(0, trusted is [] ? "no key was given to check the signature with" : $"the signature of {EvidenceManifest.FileName} is not by a key that was given");
            if (await FaultInMediaAsync(zip, manifest.Media, cancellation) is { } fault) faults.Add(fault);
            faults.AddRange(from entry in zip.Entries
                            where entry.FullName != manifest.Media.Name && entry.FullName is not (EvidenceManifest.FileName or EvidenceManifest.SignatureName or EvidenceManifest.ReadMeName)
                            select $"it holds {entry.FullName}, of which the manifest does not tell");
            return (manifest, faults);
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or NotSupportedException)
        {
            return (null, [$"it is not a package, or not whole: {e.Message}"]);
        }
    }

    private static bool IsSigned(byte[] json, byte[] signature, IReadOnlyList<CheckpointKey> trusted)
    {
        var raw = new byte[signature.Length];
        if (!Convert.TryFromBase64Chars(System.Text.Encoding.ASCII.GetString(signature).Trim(), raw, out var length)) return false;
        return trusted.Any(key =>
        {
            using var ecdsa = ECDsa.Create();
            ecdsa.ImportSubjectPublicKeyInfo(Convert.FromBase64String(key.PublicKey), out _);
            return ecdsa.VerifyData(json, raw.AsSpan(0, length), HashAlgorithmName.SHA256);
        });
    }

    // Never more is read than the manifest says there is: what was made to unpack to a thousand times its size does not.
    private static async Task<string?> FaultInMediaAsync(ZipArchive zip, PackagedMedia media, CancellationToken cancellation)
    {
        if (zip.GetEntry(media.Name) is not { } entry) return $"it does not hold {media.Name}";
        await using var file = await entry.OpenAsync(cancellation);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (piece, length) = (new byte[1 << 17], 0L);
        for (int read; length <= media.Length && (read = await file.ReadAsync(piece, cancellation)) > 0; length += read) hash.AppendData(piece.AsSpan(0, read));
        return length != media.Length ? $"{media.Name} is not {media.Length} bytes long"
            : Convert.ToHexStringLower(hash.GetHashAndReset()) != media.Sha256 ? $"{media.Name} was changed: its hash is not the manifest's"
            : null;
    }

    private static async Task<byte[]?> ReadAsync(ZipArchive zip, string name, int most, CancellationToken cancellation)
    {
        if (zip.GetEntry(name) is not { } entry || entry.Length > most) return null;
        await using var file = await entry.OpenAsync(cancellation);
        var content = new byte[entry.Length];
        await file.ReadExactlyAsync(content, cancellation);
        return content;
    }
}
