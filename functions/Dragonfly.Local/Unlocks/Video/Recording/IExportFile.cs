namespace Dragonfly.Local.Unlocks.Video.Recording;

/// <summary>A recording as a file, to be sent as often as it takes. Disposed when nobody needs it any more.</summary>
internal interface IExportFile : IAsyncDisposable
{
    string ContentType { get; }

    long Length { get; }

    /// <summary>Writes the whole file; the same bytes each time.</summary>
    Task WriteAsync(Stream output, CancellationToken cancellation);
}
