using System.Collections.Immutable;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Unlocks;
using Microsoft.Extensions.Time.Testing;

namespace Dragonfly.Functions.Tests.Unlocks;

/// <summary>No picture of a feed on which something runs that the program does not permit, whichever way it is asked for.</summary>
public sealed class VideoDoorTests
{
    private static readonly FeedId Feed = new("feed-1");
    private static readonly GrantId Grant = new("0123-1");
    private static readonly ExportId Export = ExportId.Of(Grant, "x");

    private readonly FakeTimeProvider clock = new(new(2026, 8, 14, 18, 0, 0, TimeSpan.Zero));
    private readonly Video video = new();
    private readonly VideoDoor door;

    public VideoDoorTests() => door = new(video, clock);

    public static TheoryData<string> Pictures => [.. Ways.Keys];

    private static Dictionary<string, Func<VideoDoor, DateTimeOffset, Task>> Ways { get; } = new()
    {
        ["Open"] = (door, now) => door.OpenAsync(Feed, Grant, 1, now.AddMinutes(1), default),
        ["Ticket"] = (door, now) => door.TicketAsync(Feed, Grant, TicketId.Of(Grant, "a"), now.AddSeconds(30), default),
        ["Still"] = (door, _) => door.StillAsync(Feed, Grant, default),
        ["StartExport"] = (door, now) => door.StartExportAsync(Feed, Grant, Export, now.AddMinutes(-1), now, new("https://store.example/clip"), default),
    };

    [Theory]
    [MemberData(nameof(Pictures))]
    public async Task A_feed_that_recognizes_faces_shows_nothing(string way)
    {
        video.Analytics = ["faceRecognition"];
        (await Should.ThrowAsync<UnlawfulFeedException>(() => AskAsync(way))).Code.ShouldBe(Analytics.Forbidden);
        video.Asked.ShouldBe(["Describe"]);
        video.Analytics = [];
        await AskAsync(way);
        video.Asked.ShouldBe(["Describe", "Describe", way], "one that was put right is seen at once");
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public async Task A_feed_that_cannot_be_looked_at_shows_nothing(string way)
    {
        video.IsDown = true;
        await Should.ThrowAsync<VideoSystemException>(() => AskAsync(way));
        video.Asked.ShouldBe(["Describe"]);
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public async Task A_good_answer_is_believed_for_half_a_minute(string way)
    {
        await AskAsync(way);
        clock.Advance(TimeSpan.FromSeconds(29));
        await AskAsync(way);
        video.Asked.ShouldBe(["Describe", way, way]);
        clock.Advance(TimeSpan.FromSeconds(1));
        video.Analytics = ["faceRecognition"];
        await Should.ThrowAsync<UnlawfulFeedException>(() => AskAsync(way));
    }

    [Fact]
    public async Task What_shows_nothing_or_locks_is_not_held_up()
    {
        video.IsDown = true;
        await door.CloseAsync(Feed, Grant, default);
        await door.TicketAsync(Feed, Grant, TicketId.Of(Grant, "a"), clock.GetUtcNow(), default);
        await door.ReadExportAsync(Feed, Export, default);
        video.Asked.ShouldBe(["Close", "Ticket", "ReadExport"]);
    }

    private Task AskAsync(string way) => Ways[way](door, clock.GetUtcNow());

    private sealed class Video : IVideoSystem
    {
        public List<string> Asked { get; } = [];

        public ImmutableArray<string> Analytics { get; set; } = [];

        public bool IsDown { get; set; }

        public Task OpenAsync(FeedId feed, GrantId grant, int attempt, DateTimeOffset expiresAt, CancellationToken cancellation) => Note("Open", true);

        public Task CloseAsync(FeedId feed, GrantId grant, CancellationToken cancellation) => Note("Close", true);

        public Task<IReadOnlyList<Lease>> ListOpenAsync(CancellationToken cancellation) => Note<IReadOnlyList<Lease>>("ListOpen", []);

        public Task<VideoTicket> TicketAsync(FeedId feed, GrantId grant, TicketId ticket, DateTimeOffset expiresAt, CancellationToken cancellation) => Note("Ticket", new VideoTicket("https://video.example", "mjpeg"));

        public Task<FeedDescription> DescribeAsync(FeedId feed, CancellationToken cancellation)
        {
            var description = Note("Describe", new FeedDescription(FeedHealth.Online, Analytics));
            return IsDown ? throw new VideoSystemException("unreachable", "down") : description;
        }

        public Task<Still> StillAsync(FeedId feed, GrantId grant, CancellationToken cancellation) => Note("Still", new Still(default, "image/png", default));

        public Task StartExportAsync(FeedId feed, GrantId grant, ExportId export, DateTimeOffset from, DateTimeOffset to, Uri target, CancellationToken cancellation) => Note("StartExport", true);

        public Task<VideoExport> ReadExportAsync(FeedId feed, ExportId export, CancellationToken cancellation) => Note("ReadExport", new VideoExport(ExportState.Running));

        private Task<T> Note<T>(string call, T answer)
        {
            Asked.Add(call);
            return Task.FromResult(answer);
        }
    }
}
