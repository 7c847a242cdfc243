using System.Collections.Immutable;
using Dragonfly.Core.Incidents;

namespace Dragonfly.Core.Clips;

/// <summary>
/// Where the files of clips are. A file is written once and never changed; nobody reads or writes one but through a link to it alone, or through us. Every call throws
/// <see cref="StoreUnavailableException"/> when the store does not answer.
/// </summary>
public interface IClipStore
{
    /// <summary>A link by which whoever has it may write this one file, once: <c>PUT</c> it whole, with <c>x-ms-blob-type: BlockBlob</c> and <c>If-None-Match: *</c>. It shows nothing.</summary>
    /// <param name="blob">The file, which need not be there yet.</param>
    /// <param name="until">When the link ends.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<Uri> LinkToWriteAsync(ClipBlob blob, DateTimeOffset until, CancellationToken cancellation);

    /// <summary>A link by which whoever has it may read this one file (<c>GET</c>, ranges too) and nothing else.</summary>
    /// <param name="blob">The file.</param>
    /// <param name="until">When the link ends.</param>
    /// <param name="saveAs">What a browser is told to save it as; null to show it.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<Uri> LinkToReadAsync(ClipBlob blob, DateTimeOffset until, string? saveAs, CancellationToken cancellation);

    /// <summary>Writes a file, whole or not at all.</summary>
    /// <returns>False when there is one already, which stays as it is.</returns>
    Task<bool> TryCreateAsync(ClipBlob blob, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellation);

    /// <summary>What there is to say of a file; null when there is none, or not whole yet.</summary>
    ValueTask<ClipFile?> FindAsync(ClipBlob blob, CancellationToken cancellation);

    /// <summary>A file's bytes, for the caller to dispose; null when there is none. Reading throws an <see cref="IOException"/> when they break off. Little of it is in memory at a time.</summary>
    /// <param name="blob">The file.</param>
    /// <param name="from">The first byte to read, 0 for all.</param>
    /// <param name="cancellation">Stops the opening, not the reading.</param>
    ValueTask<Stream?> OpenAsync(ClipBlob blob, long from, CancellationToken cancellation);

    /// <summary>Files by name, those after a name.</summary>
    /// <param name="after">Where the page before ended: its <see cref="ClipPage.Next"/>; null for the first.</param>
    /// <param name="limit">At most so many, 1 to 5,000.</param>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask<ClipPage> ListAsync(string? after, int limit, CancellationToken cancellation);

    /// <summary>Puts a file on hold, or lets it go: one on hold cannot be deleted by anybody, whatever we do. The same again changes nothing.</summary>
    /// <returns>False when there is no such file.</returns>
    Task<bool> HoldAsync(ClipBlob blob, bool held, CancellationToken cancellation);

    /// <summary>Deletes a file.</summary>
    /// <returns>False when there is none.</returns>
    /// <exception cref="ClipHeldException">It is on hold.</exception>
    Task<bool> DeleteAsync(ClipBlob blob, CancellationToken cancellation);
}

/// <summary>A file in the clip store.</summary>
/// <param name="Blob">Its name.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="ContentType">The media type that whoever wrote it gave it.</param>
/// <param name="CreatedAt">When it was whole, by the store's clock.</param>
/// <param name="Held">Whether it is on hold.</param>
public sealed record ClipFile(ClipBlob Blob, long Length, string ContentType, DateTimeOffset CreatedAt, bool Held);

/// <summary>A page of files.</summary>
/// <param name="Files">What is on it; what is in the store under another name than a clip's is left out.</param>
/// <param name="Next">What to go on after; null on the last page.</param>
public sealed record ClipPage(ImmutableArray<ClipFile> Files, string? Next);

/// <summary>A file that is on hold was to be deleted.</summary>
public sealed class ClipHeldException(ClipBlob blob, Exception? inner = null) : Exception($"{blob} is on hold", inner);
