using System.IO.Pipelines;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Unlocks.Video.Recording;

namespace Dragonfly.Local.Unlocks.Video;

/// <summary>
/// A recording that is asked for. Nothing is recorded or kept: what a simulated camera saw is drawn again from the time alone, once on another thread to learn how long
/// the file is, and once more for whoever fetches it.
/// </summary>
internal sealed class SimulatedExport
{
    // One at a time: an hour of recording keeps a core busy for some seconds.
    private static readonly SemaphoreSlim Turn = new(1);

    private readonly Camera camera;
    private readonly GrantId grant;
    private readonly DateTimeOffset from;
    private readonly DateTimeOffset to;
    private readonly Task<AviFile> file;

    public SimulatedExport(Camera camera, GrantId grant, DateTimeOffset from, DateTimeOffset to)
    {
        (this.camera, this.grant, this.from, this.to) = (camera, grant, from, to);
        file = Task.Run(MeasureAsync);
    }

    public FeedId Feed => camera.Feed;

    public bool Is(FeedId feed, GrantId underGrant, DateTimeOffset since, DateTimeOffset until) => (Feed, grant, from, to) == (feed, underGrant, since, until);

    public VideoExport Look() => file.IsCompletedSuccessfully ? new(ExportState.Done, AviFile.ContentType, file.Result.Length)
        : new(file.IsFaulted ? ExportState.Failed : ExportState.Running);

    /// <summary>The file, drawn as fast as it is read; null when it is not done.</summary>
    public Stream? Open()
    {
        if (!file.IsCompletedSuccessfully) return null;
        var pipe = new Pipe();
        _ = Task.Run(() => FillAsync(pipe.Writer));
        return pipe.Reader.AsStream();
    }

    private async Task<AviFile> MeasureAsync()
    {
        await Turn.WaitAsync();
        try
        {
            return AviFile.Measure(camera.Look(), from, to);
        }
        finally
        {
            Turn.Release();
        }
    }

    // It ends when all is written, or nobody reads any more.
    private async Task FillAsync(PipeWriter writer)
    {
        Exception? failure = null;
        try
        {
            foreach (var part in file.Result.Write(camera.Look()))
                if ((await writer.WriteAsync(part)).IsCompleted)
                    break;
        }
        catch (Exception e)
        {
            failure = e;
        }

        await writer.CompleteAsync(failure);
    }
}
