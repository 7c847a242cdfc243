namespace Dragonfly.Local.Unlocks.Video.Recording;

/// <summary>A recording that is on disk for as long as it takes to send it.</summary>
internal sealed class SavedFile(string path, string contentType) : IExportFile
{
    public string ContentType => contentType;

    public long Length { get; } = new FileInfo(path).Length;

    public async Task WriteAsync(Stream output, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await file.CopyToAsync(output, cancellation);
    }

    public ValueTask DisposeAsync()
    {
        File.Delete(path);
        return ValueTask.CompletedTask;
    }
}
