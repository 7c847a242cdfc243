using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Unlocks.Video.Recording;

namespace Dragonfly.Local.Unlocks.Video;

/// <summary>A recording that is asked for. Nothing is recorded or kept: what a simulated camera saw is drawn again from the time alone, on another thread, and sent.</summary>
internal sealed class SimulatedExport
{
    private readonly Camera camera;
    private readonly GrantId grant;
    private readonly DateTimeOffset from;
    private readonly DateTimeOffset to;
    private readonly ExportMaker maker;
    private readonly ExportSender sender;
    private readonly Task<VideoExport> outcome;
    private volatile Uri target;

    public SimulatedExport(Camera camera, GrantId grant, DateTimeOffset from, DateTimeOffset to, Uri target, ExportMaker maker, ExportSender sender)
    {
        (this.camera, this.grant, this.from, this.to, this.target, this.maker, this.sender) = (camera, grant, from, to, target, maker, sender);
        outcome = Task.Run(RunAsync);
    }

    public FeedId Feed => camera.Feed;

    public bool Is(FeedId feed, GrantId underGrant, DateTimeOffset since, DateTimeOffset until) => (Feed, grant, from, to) == (feed, underGrant, since, until);

    /// <summary>Sends it by another link, from the next try on.</summary>
    public void SendTo(Uri link) => target = link;

    public VideoExport Look() => !outcome.IsCompleted ? new(ExportState.Running) : outcome.IsCompletedSuccessfully ? outcome.Result : new(ExportState.Failed, Reason: VideoExport.NotMade);

    private async Task<VideoExport> RunAsync()
    {
        await using var file = await maker.MakeAsync(camera, from, to, sender.Stopping);
        return await sender.SendAsync(() => target, file);
    }
}
