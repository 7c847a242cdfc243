using System.Net.Http.Headers;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Tests.City;
using Dragonfly.Local.Tests.Unlocks.Video;
using Dragonfly.Local.Unlocks.Video;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>A video system that sends something else than it was asked for.</summary>
public sealed class QuarantineFlows
{
    [Theory]
    [InlineData("html", "video/mp4", "notMedia")]
    [InlineData("empty", "video/mp4", "empty")]
    [InlineData("cut", "video/x-msvideo", "truncated")]
    [InlineData("renamed", "video/mp4", "wrongContentType")]
    [InlineData("short", "video/x-msvideo", "wrongLength")]
    [InlineData("picture", "image/png", "notVideo")]
    public async Task It_is_put_aside_and_shown_to_nobody(string what, string contentType, string code)
    {
        await using var town = await StartAsync(what, contentType);
        var (id, view) = await town.RobberyAsync();
        var now = town.Clock.GetUtcNow();
        var clip = new ClipId((await town.Investigator.AskRecordingAsync(id, view.Grants[0].GrantId, now.AddSeconds(-40), now)).Should(202).Json.GetProperty("clipId").GetString()!);
        var aside = await town.Investigator.SeesClipAsync(town, clip, ClipState.Quarantined);
        aside.Failure.ShouldBe(code);
        (await town.Investigator.AskLinkAsync(clip)).ShouldBeProblem(409, "clipQuarantined");
        (await town.Investigator.PostAsync($"clips/{clip}/packages", new { reason = "why" })).ShouldBeProblem(409, "clipQuarantined");
        (await town.Service<IClipStore>().FindAsync(new(clip, 1), default)).ShouldNotBeNull("it is kept");
        town.Clock.Advance(TimeSpan.FromDays(31));
        await town.SweepClipsAsync();
        (await town.Investigator.ClipAsync(clip)).State.ShouldBe(ClipState.Expired);
    }

    [Fact]
    public async Task What_breaks_off_on_the_way_is_not_there_and_the_next_try_is_whole()
    {
        await using var town = await StartAsync("brokenOff", "video/x-msvideo");
        var (id, view) = await town.RobberyAsync();
        var now = town.Clock.GetUtcNow();
        var clip = new ClipId((await town.Investigator.AskRecordingAsync(id, view.Grants[0].GrantId, now.AddSeconds(-40), now)).Should(202).Json.GetProperty("clipId").GetString()!);
        await Eventually.SeeAsync(() => town.Service<Sender>().Sent > 0);
        (await town.Service<IClipStore>().FindAsync(new(clip, 1), default)).ShouldBeNull();
        town.Service<Sender>().What = "whole";
        for (var minutes = 0; minutes < 10; minutes++)
        {
            town.Clock.Advance(TimeSpan.FromMinutes(1));
            await town.SweepClipsAsync();
        }

        await town.Investigator.SeesClipAsync(town, clip, ClipState.Available);
    }

    private static Task<Town> StartAsync(string what, string contentType) => Town.StartAsync(Town.TwoCameras, services =>
    {
        services.AddSingleton(provider => new Sender(provider.GetRequiredService<SimulatedVideoSystem>(), what, contentType));
        services.AddSingleton<IVideoSystem>(provider => provider.GetRequiredService<Sender>());
    });

    /// <summary>Like the simulated cameras, but for what it sends to the store.</summary>
    internal sealed class Sender(IVideoSystem inner, string what, string contentType) : IVideoSystem
    {
        private static readonly HttpClient Http = new();
        private int sent;
        private int asked;

        public int Sent => sent;

        public string What { get; set; } = what;

        public Task OpenAsync(FeedId feed, GrantId grant, int attempt, DateTimeOffset expiresAt, CancellationToken cancellation) => inner.OpenAsync(feed, grant, attempt, expiresAt, cancellation);

        public Task CloseAsync(FeedId feed, GrantId grant, CancellationToken cancellation) => inner.CloseAsync(feed, grant, cancellation);

        public Task<IReadOnlyList<Lease>> ListOpenAsync(CancellationToken cancellation) => inner.ListOpenAsync(cancellation);

        public Task<VideoTicket> TicketAsync(FeedId feed, GrantId grant, TicketId ticket, DateTimeOffset expiresAt, CancellationToken cancellation) => inner.TicketAsync(feed, grant, ticket, expiresAt, cancellation);

        public Task<FeedDescription> DescribeAsync(FeedId feed, CancellationToken cancellation) => inner.DescribeAsync(feed, cancellation);

        public Task<Still> StillAsync(FeedId feed, GrantId grant, CancellationToken cancellation) => inner.StillAsync(feed, grant, cancellation);

        public async Task StartExportAsync(FeedId feed, GrantId grant, ExportId export, DateTimeOffset from, DateTimeOffset to, Uri target, CancellationToken cancellation)
        {
            var wrong = What switch
            {
                "html" => "<html><body>not a video</body></html>"u8.ToArray(),
                "empty" => [],
                "picture" => (await inner.StillAsync(feed, grant, default)).Picture.ToArray(),
                "short" => await RecordingAsync(feed, grant, from, from.AddSeconds(5)),
                "cut" => (await RecordingAsync(feed, grant, from, to))[..^1000],
                _ => await RecordingAsync(feed, grant, from, to),
            };
            _ = SendAsync(wrong, target);
        }

        public Task<VideoExport> ReadExportAsync(FeedId feed, ExportId export, CancellationToken cancellation) => Task.FromResult(new VideoExport(ExportState.Failed, Reason: "targetUnreachable"));

        // What the cameras would have sent.
        private async Task<byte[]> RecordingAsync(FeedId feed, GrantId grant, DateTimeOffset from, DateTimeOffset to)
        {
            await using var elsewhere = await FileServer.StartAsync();
            await inner.StartExportAsync(feed, grant, ExportId.Of(grant, $"test{Interlocked.Increment(ref asked)}"), from, to, elsewhere.Link("file"), default);
            await Eventually.SeeAsync(() => elsewhere.Files.ContainsKey("file"));
            return elsewhere.Files["file"].Bytes;
        }

        private async Task SendAsync(byte[] file, Uri target)
        {
            try
            {
                HttpContent content = What is "brokenOff" ? new BrokenOff(file) : new ByteArrayContent(file);
                using var request = new HttpRequestMessage(HttpMethod.Put, target) { Content = content };
                request.Headers.Add("x-ms-blob-type", "BlockBlob");
                request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any);
                content.Headers.ContentType = new(contentType);
                using var response = await Http.SendAsync(request);
            }
            catch (HttpRequestException)
            {
                // As meant.
            }
            finally
            {
                Interlocked.Increment(ref sent);
            }
        }
    }

    private sealed class BrokenOff(byte[] file) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            await stream.WriteAsync(file.AsMemory(0, file.Length / 2));
            await stream.FlushAsync();
            throw new IOException("it breaks off");
        }

        protected override bool TryComputeLength(out long length) => (length = file.Length) >= 0;
    }
}
