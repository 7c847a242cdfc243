using System.Net.Http.Headers;
using Azure;
using Azure.Core;
using Azure.Identity;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;

namespace Dragonfly.Functions.Clips;

/// <summary>
/// Keeps the files of clips in Azure Blob Storage, in a container whose versions can be held. Deleting means all versions of a file: one that was deleted without naming a
/// version stays as an earlier one, held or not. The identity needs to be Storage Blob Data Owner on the container and Storage Blob Delegator on the account.
/// </summary>
public sealed class BlobClipStore : IClipStore, IDisposable
{
    // A picture goes up in one request, which makes it or does not.
    private static readonly StorageTransferOptions InOne = new() { InitialTransferSize = 256 * 1024 * 1024 };

    private readonly BlobContainerClient container;
    private readonly BlobClipLinks links;

    /// <summary>Signs in with a credential, or with the key of an emulator.</summary>
    public BlobClipStore(BlobClipOptions options, TokenCredential? credential, TimeProvider clock) : this(options, credential, clock, null)
    {
    }

    internal BlobClipStore(BlobClipOptions options, TokenCredential? credential, TimeProvider clock, Action<BlobClientOptions>? adjust)
    {
        var client = new BlobClientOptions
        {
            Retry = { Mode = RetryMode.Exponential, MaxRetries = 3, Delay = TimeSpan.FromMilliseconds(200), MaxDelay = TimeSpan.FromSeconds(2), NetworkTimeout = TimeSpan.FromSeconds(15) },
        };
        adjust?.Invoke(client);
        var key = options.Key is { } secret ? new StorageSharedKeyCredential(new BlobUriBuilder(options.Endpoint).AccountName, secret) : null;
        var service = key is not null ? new BlobServiceClient(options.Endpoint, key, client) : new BlobServiceClient(options.Endpoint, credential ?? throw new ArgumentNullException(nameof(credential)), client);
        container = service.GetBlobContainerClient(options.Container);
        links = new(service, key, clock);
        Endpoint = options.Endpoint;
    }

    /// <summary>The account.</summary>
    public Uri Endpoint { get; }

    /// <summary>Makes the container in an emulator. In Azure it is deployed with the account, since its versions must be of the kind that can be held.</summary>
    public Task EnsureAsync(CancellationToken cancellation) => CallAsync(() => container.CreateIfNotExistsAsync(cancellationToken: cancellation), cancellation);

    /// <inheritdoc/>
    public Task<Uri> LinkToWriteAsync(ClipBlob blob, DateTimeOffset until, CancellationToken cancellation) =>
        CallAsync(() => links.MakeAsync(Of(blob), BlobSasPermissions.Create, until, null, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<Uri> LinkToReadAsync(ClipBlob blob, DateTimeOffset until, string? saveAs, CancellationToken cancellation) => CallAsync(
        () => links.MakeAsync(Of(blob), BlobSasPermissions.Read, until, sas => (sas.CacheControl, sas.ContentDisposition) = ("no-store", DispositionOf(saveAs)), cancellation), cancellation);

    /// <inheritdoc/>
    public Task<bool> TryCreateAsync(ClipBlob blob, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellation) => CallAsync(
        async () =>
        {
            var upload = new BlobUploadOptions { HttpHeaders = new() { ContentType = contentType }, Conditions = new() { IfNoneMatch = ETag.All }, TransferOptions = InOne };
            await Of(blob).UploadAsync(BinaryData.FromBytes(content), upload, cancellation);
            return true;
        },
        cancellation,
        (BlobErrorCode.BlobAlreadyExists, false),
        (BlobErrorCode.ConditionNotMet, false));

    /// <inheritdoc/>
    public ValueTask<ClipFile?> FindAsync(ClipBlob blob, CancellationToken cancellation) => new(CallAsync<ClipFile?>(
        async () =>
        {
            BlobProperties properties = await Of(blob).GetPropertiesAsync(cancellationToken: cancellation);
            return new(blob, properties.ContentLength, properties.ContentType, properties.CreatedOn, properties.HasLegalHold);
        },
        cancellation,
        (BlobErrorCode.BlobNotFound, null)));

    /// <inheritdoc/>
    public ValueTask<Stream?> OpenAsync(ClipBlob blob, long from, CancellationToken cancellation) => new(CallAsync<Stream?>(
        async () => new BlobFileStream((await Of(blob).DownloadStreamingAsync(from == 0 ? null : new() { Range = new(from) }, cancellation)).Value.Content),
        cancellation,
        (BlobErrorCode.BlobNotFound, null),
        (BlobErrorCode.InvalidRange, Stream.Null)));

    /// <inheritdoc/>
    public ValueTask<ClipPage> ListAsync(string? after, int limit, CancellationToken cancellation) => new(CallAsync(
        async () =>
        {
            var pages = container.GetBlobsAsync(new GetBlobsOptions { Traits = BlobTraits.LegalHold }, cancellation).AsPages(after, limit);
            await foreach (var page in pages) return new ClipPage([.. page.Values.Select(FileOf).OfType<ClipFile>()], page.ContinuationToken is { Length: > 0 } next ? next : null);
            return new ClipPage([], null);
        },
        cancellation));

    /// <inheritdoc/>
    public Task<bool> HoldAsync(ClipBlob blob, bool held, CancellationToken cancellation) => CallAsync(
        async () =>
        {
            await Of(blob).SetLegalHoldAsync(held, cancellation);
            return true;
        },
        cancellation,
        (BlobErrorCode.BlobNotFound, false));

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(ClipBlob blob, CancellationToken cancellation) => CallAsync(
        async () =>
        {
            var versions = await VersionsOfAsync(blob, cancellation);
            if (versions.Any(version => version.Properties.HasLegalHold)) throw new ClipHeldException(blob);
            try
            {
                // The one that stands becomes an earlier one by that, where there are versions.
                await Of(blob).DeleteIfExistsAsync(cancellationToken: cancellation);
                foreach (var version in versions.Select(version => version.VersionId).OfType<string>()) await Of(blob).WithVersion(version).DeleteIfExistsAsync(cancellationToken: cancellation);
            }
            catch (RequestFailedException e) when (e.ErrorCode is "BlobImmutableDueToLegalHold" or "BlobImmutableDueToPolicy")
            {
                throw new ClipHeldException(blob, e);
            }

            return versions is not [];
        },
        cancellation);

    /// <inheritdoc/>
    public void Dispose() => links.Dispose();

    private static string? DispositionOf(string? saveAs) => saveAs is null ? null : new ContentDispositionHeaderValue("attachment") { FileName = $"\"{saveAs}\"" }.ToString();

    private static ClipFile? FileOf(BlobItem item) => ClipBlob.TryParse(item.Name, out var blob)
        ? new(blob, item.Properties.ContentLength ?? 0, item.Properties.ContentType, item.Properties.CreatedOn ?? default, item.Properties.HasLegalHold)
        : null;

    private async Task<List<BlobItem>> VersionsOfAsync(ClipBlob blob, CancellationToken cancellation)
    {
        var (name, all) = (blob.ToString(), new List<BlobItem>());
        var options = new GetBlobsOptions { Traits = BlobTraits.LegalHold, States = BlobStates.Version, Prefix = name };
        await foreach (var item in container.GetBlobsAsync(options, cancellation))
            if (item.Name == name) all.Add(item);
        return all;
    }

    private BlobClient Of(ClipBlob blob) => container.GetBlobClient(blob.ToString());

    private static async Task<T> CallAsync<T>(Func<Task<T>> call, CancellationToken cancellation, params (BlobErrorCode Code, T Answer)[] answers)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return await call();
        }
        catch (RequestFailedException e) when (answers.Any(answer => answer.Code == e.ErrorCode))
        {
            return answers.First(answer => answer.Code == e.ErrorCode).Answer;
        }
        catch (Exception e) when (e is RequestFailedException or AuthenticationFailedException or AggregateException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new StoreUnavailableException("clip", e);
        }
    }
}
