namespace Dragonfly.Local.Unlocks.Video.Recording;

/// <summary>
/// Makes files of what a simulated camera saw, with nothing installed: AVI. Where ffmpeg is at hand they are MP4, which browsers play and which is a tenth as large; what it cannot make is AVI as before.
/// One at a time: an hour of recording keeps a core busy for some seconds, and ffmpeg for some more.
/// </summary>
public sealed partial class ExportMaker : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly Ffmpeg? ffmpeg;
    private readonly ILogger<ExportMaker> log;

    /// <summary>Makes files.</summary>
    /// <param name="clock">What waiting is measured on.</param>
    /// <param name="ffmpeg">Where ffmpeg is; null for none.</param>
    /// <param name="log">Told what ffmpeg cannot do.</param>
    public ExportMaker(TimeProvider clock, string? ffmpeg, ILogger<ExportMaker> log) => (this.ffmpeg, this.log) = (ffmpeg is null ? null : new(ffmpeg, clock), log);

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    internal async Task<IExportFile> MakeAsync(Camera camera, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            var drawn = new DrawnFile(camera, from, to);
            return ffmpeg is null ? drawn : await EncodeAsync(ffmpeg, drawn, cancellation) ?? (IExportFile)drawn;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<SavedFile?> EncodeAsync(Ffmpeg encoder, DrawnFile drawn, CancellationToken cancellation)
    {
        var path = Path.Combine(Path.GetTempPath(), $"dragonfly-export-{Path.GetRandomFileName()}");
        try
        {
            if (await encoder.EncodeAsync(drawn, path, cancellation) is not { } failure) return new(path, "video/mp4");
            LogNotEncoded(failure);
        }
        catch
        {
            File.Delete(path);
            throw;
        }

        File.Delete(path);
        return null;
    }

    [LoggerMessage(EventId = 720, Level = LogLevel.Warning, Message = "ffmpeg made no MP4 file, so the recording is sent as AVI: {Failure}")]
    private partial void LogNotEncoded(string failure);
}
