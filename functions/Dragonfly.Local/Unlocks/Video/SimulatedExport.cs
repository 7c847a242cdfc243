using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Unlocks.Video.Recording;

namespace Dragonfly.Local.Unlocks.Video;

/// <summary>A recording that is asked for. Nothing is recorded or kept: what a simulated camera saw is drawn again from the time alone, on another thread, and sent.</summary>
internal sealed class SimulatedExport
{
    // One at a time: an hour of recording keeps a core busy for some seconds.
    private static readonly SemaphoreSlim Turn = new(1);

    private readonly Camera camera;
    private readonly GrantId grant;
    private readonly DateTimeOffset from;
    private readonly DateTimeOffset to;
    private readonly ExportSender sender;
    private readonly Task<VideoExport> outcome;
    private volatile Uri target;

    public SimulatedExport(Camera camera, GrantId grant, DateTimeOffset from, DateTimeOffset to, Uri target, ExportSender sender)
    {
        (this.camera, this.grant, this.from, this.to, this.target, this.sender) = (camera, grant, from, to, target, sender);
        outcome = Task.Run(RunAsync);
    }

    public FeedId Feed => camera.Feed;

    public bool Is(FeedId feed, GrantId underGrant, DateTimeOffset since, DateTimeOffset until) => (Feed, grant, from, to) == (feed, underGrant, since, until);

    /// <summary>Sends it by another link, from the next try on.</summary>
    public void SendTo(Uri link) => target = link;

    public VideoExport Look() => !outcome.IsCompleted ? new(ExportState.Running) : outcome.IsCompletedSuccessfully ? outcome.Result : new(ExportState.Failed, Reason: VideoExport.NotMade);

    private async Task<VideoExport> RunAsync()
    {
        await using var file = await MakeAsync();
        return await sender.SendAsync(() => target, file);
    }

    private async Task<IExportFile> MakeAsync()
    {
        await Turn.WaitAsync(sender.Stopping);
        try
        {
            return new DrawnFile(camera, from, to);
        }
        finally
        {
            Turn.Release();
        }
    }
}
