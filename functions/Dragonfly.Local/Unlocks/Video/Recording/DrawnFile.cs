namespace Dragonfly.Local.Unlocks.Video.Recording;

/// <summary>A recording of which nothing is kept but how long its pictures are: they are drawn again, as fast as they are sent.</summary>
internal sealed class DrawnFile : IExportFile
{
    private readonly Camera camera;
    private readonly AviFile file;

    public DrawnFile(Camera camera, DateTimeOffset from, DateTimeOffset to)
    {
        this.camera = camera;
        file = AviFile.Measure(camera.Look(), from, to);
    }

    public string ContentType => AviFile.ContentType;

    public long Length => file.Length;

    public async Task WriteAsync(Stream output, CancellationToken cancellation)
    {
        foreach (var part in file.Write(camera.Look())) await output.WriteAsync(part, cancellation);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
