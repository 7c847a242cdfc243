using System.Net.Http.Headers;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;

namespace Dragonfly.Local.Clips;

/// <summary>Keeps the files of clips in the data folder. This process serves them itself, to who has a link.</summary>
internal sealed class FileClipStore(ClipFiles files, ClipLinks links) : IClipStore
{
    /// <inheritdoc/>
    public Task<Uri> LinkToWriteAsync(ClipBlob blob, DateTimeOffset until, CancellationToken cancellation) => Task.FromResult(links.Make(blob, ClipLinks.ToCreate, until, null));

    /// <inheritdoc/>
    public Task<Uri> LinkToReadAsync(ClipBlob blob, DateTimeOffset until, string? saveAs, CancellationToken cancellation) =>
        Task.FromResult(links.Make(blob, ClipLinks.ToRead, until, saveAs is null ? null : new ContentDispositionHeaderValue("attachment") { FileName = $"\"{saveAs}\"" }.ToString()));

    /// <inheritdoc/>
    public Task<bool> TryCreateAsync(ClipBlob blob, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellation) =>
        CallAsync(() => files.TryCreateAsync(blob, contentType, stream => stream.WriteAsync(content, CancellationToken.None).AsTask()), cancellation);

    /// <inheritdoc/>
    public ValueTask<ClipFile?> FindAsync(ClipBlob blob, CancellationToken cancellation) => new(CallAsync(() => Task.FromResult(files.Find(blob)), cancellation));

    /// <inheritdoc/>
    public ValueTask<Stream?> OpenAsync(ClipBlob blob, long from, CancellationToken cancellation) => new(CallAsync(() => Task.FromResult<Stream?>(files.Open(blob, from)), cancellation));

    /// <inheritdoc/>
    public ValueTask<ClipPage> ListAsync(string? after, int limit, CancellationToken cancellation) => new(CallAsync(() => Task.FromResult(files.List(after, limit)), cancellation));

    /// <inheritdoc/>
    public Task<bool> HoldAsync(ClipBlob blob, bool held, CancellationToken cancellation) => CallAsync(() => Task.FromResult(files.TryHold(blob, held)), cancellation);

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(ClipBlob blob, CancellationToken cancellation) => CallAsync(() => Task.FromResult(files.TryDelete(blob)), cancellation);

    private static async Task<T> CallAsync<T>(Func<Task<T>> call, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return await call();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Text.Json.JsonException)
        {
            throw new StoreUnavailableException("clip", e);
        }
    }
}
