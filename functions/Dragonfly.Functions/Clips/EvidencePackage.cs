using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Dragonfly.Functions.Clips;

/// <summary>A package of evidence as an answer: written as it is read from the store, a piece at a time. When the file breaks off or is not the one on record, so does the ZIP, which nothing then opens.</summary>
internal sealed class EvidencePackage : IResult
{
    private const int PieceBytes = 1 << 17;

    private readonly EvidenceManifest manifest;
    private readonly byte[] json;
    private readonly string signature;
    private readonly Func<CancellationToken, ValueTask<Stream?>> open;

    private EvidencePackage(EvidenceManifest manifest, byte[] json, string signature, Func<CancellationToken, ValueTask<Stream?>> open) =>
        (this.manifest, this.json, this.signature, this.open) = (manifest, json, signature, open);

    /// <summary>Signs a manifest. Nothing is sent before that.</summary>
    public static async Task<EvidencePackage> OfAsync(EvidenceManifest manifest, CheckpointKey key, ICheckpointSigner signer, Func<CancellationToken, ValueTask<Stream?>> open)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(manifest, CoreJson.Default.EvidenceManifest);
        return new(manifest, json, Convert.ToBase64String((await signer.SignAsync(key, json, CancellationToken.None)).Span), open);
    }

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, gone) = (httpContext.Response, httpContext.RequestAborted);
        if (httpContext.Features.Get<IHttpBodyControlFeature>() is { } body) body.AllowSynchronousIO = true; // The end of an entry is written so, a few bytes, whichever way it is disposed of (.NET 10).
        response.ContentType = "application/zip";
        response.Headers.ContentDisposition = $"attachment; filename=\"{manifest.Clip.Id}.zip\"";
        await using var zip = await ZipArchive.CreateAsync(response.Body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: Encoding.UTF8, gone);
        await WriteAsync(zip, EvidenceManifest.FileName, json, gone);
        await WriteAsync(zip, EvidenceManifest.SignatureName, Encoding.ASCII.GetBytes(signature), gone);
        await WriteAsync(zip, EvidenceManifest.ReadMeName, Encoding.UTF8.GetBytes(ReadMe()), gone);
        await using var entry = await zip.CreateEntry(manifest.Media.Name, CompressionLevel.NoCompression).OpenAsync(gone);
        await CopyAsync(entry, gone);
    }

    private static async Task WriteAsync(ZipArchive zip, string name, byte[] content, CancellationToken cancellation)
    {
        await using var entry = await zip.CreateEntry(name, CompressionLevel.Optimal).OpenAsync(cancellation);
        await entry.WriteAsync(content, cancellation);
    }

    private async Task CopyAsync(Stream entry, CancellationToken cancellation)
    {
        await using var media = await open(cancellation) ?? throw new IOException($"{manifest.Clip.Blob} is on record and not in the store");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[PieceBytes];
        for (int read; (read = await media.ReadAsync(piece, cancellation)) > 0;)
        {
            hash.AppendData(piece.AsSpan(0, read));
            await entry.WriteAsync(piece.AsMemory(0, read), cancellation);
        }

        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != manifest.Media.Sha256) throw new IOException($"{manifest.Clip.Blob} is not the file that is on record");
    }

    private string ReadMe() => $"""
        Dragonfly Community Connect: a clip given out as evidence.

        {manifest.Media.Name} is the file, {EvidenceManifest.FileName} says what it is, who did what with it from the request on (the chain of
        custody), and on whose word it was taken; {EvidenceManifest.SignatureName} is a signature over the bytes of {EvidenceManifest.FileName}
        (ECDSA P-256 with SHA-256, key {manifest.KeyId}).

        To verify it, without a network, with the program's public key (public.pem):

            dragonfly-audit verify-package {manifest.Clip.Id}.zip --key public.pem

        By hand: sha256sum {manifest.Media.Name} must print
        {manifest.Media.Sha256}

        """;
}
