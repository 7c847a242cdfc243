using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;
using Dragonfly.Core.Clips;

namespace Dragonfly.Functions.Clips;

/// <summary>
/// Makes links to one file each: shared access signatures. In Azure there are no keys, and they are signed with a user delegation key, which the app's identity asks for and which
/// ends by itself after a few hours; with an emulator on this machine, with its key.
/// </summary>
internal sealed class BlobClipLinks(BlobServiceClient service, StorageSharedKeyCredential? key, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan KeyLife = TimeSpan.FromHours(6);

    // Storage refuses a key that begins in its future, and clocks differ.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    private readonly SemaphoreSlim turn = new(1);
    private UserDelegationKey? delegation;

    /// <summary>A link.</summary>
    /// <param name="blob">The file.</param>
    /// <param name="permission">What it allows, and nothing else.</param>
    /// <param name="until">When it ends. It has no beginning: by another clock that would be later.</param>
    /// <param name="adjust">Says what a reader is told.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<Uri> MakeAsync(BlobClient blob, BlobSasPermissions permission, DateTimeOffset until, Action<BlobSasBuilder>? adjust, CancellationToken cancellation)
    {
        var sas = new BlobSasBuilder(permission, until)
        {
            BlobContainerName = blob.BlobContainerName,
            BlobName = blob.Name,
            Resource = "b",
            Protocol = service.Uri.Scheme is "https" ? SasProtocol.Https : SasProtocol.HttpsAndHttp,
        };
        adjust?.Invoke(sas);
        var signed = key is null ? sas.ToSasQueryParameters(await KeyUntilAsync(until, cancellation), service.AccountName) : sas.ToSasQueryParameters(key);
        return new BlobUriBuilder(blob.Uri) { Sas = signed }.ToUri();
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    // A link ends with the key that signed it: one that ends before the link is renewed.
    private async Task<UserDelegationKey> KeyUntilAsync(DateTimeOffset until, CancellationToken cancellation)
    {
        if (delegation is { } known && until <= known.SignedExpiresOn && clock.GetUtcNow() < known.SignedExpiresOn - Skew) return known;
        await turn.WaitAsync(cancellation);
        try
        {
            var now = clock.GetUtcNow();
            if (delegation is { } other && until <= other.SignedExpiresOn && now < other.SignedExpiresOn - Skew) return other;
            var end = now + KeyLife;
            delegation = await service.GetUserDelegationKeyAsync(now - Skew, until + Skew > end ? until + Skew : end, cancellation);
            return delegation;
        }
        finally
        {
            turn.Release();
        }
    }
}
