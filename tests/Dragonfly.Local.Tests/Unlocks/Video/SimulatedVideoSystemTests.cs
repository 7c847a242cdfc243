using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Unlocks.Video;
using Dragonfly.Local.Unlocks.Video.Recording;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Dragonfly.Local.Tests.Unlocks.Video;

public sealed class SimulatedVideoSystemTests : IAsyncLifetime
{
    private static readonly FeedId Feed = new("feed");
    private static readonly GrantId Grant = new("incident-1");

    private readonly FakeTimeProvider clock = new(new(2026, 8, 14, 18, 0, 0, TimeSpan.Zero));
    private readonly TemporaryFolder folder = new();
    private readonly ExportSender sender;
    private LeaseFile file = null!;
    private SimulatedVideoSystem video = null!;

    public SimulatedVideoSystemTests()
    {
        sender = new(clock);
        Start();
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        sender.Dispose();
        await file.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_close_returns_when_the_viewer_is_gone_and_no_sooner()
    {
        using var viewing = await ViewAsync();

        var first = video.CloseAsync(Feed, Grant, default);
        var second = video.CloseAsync(Feed, Grant, default);
        await Canceled(viewing.Ended);
        (first.IsCompleted, second.IsCompleted).ShouldBe((false, false));

        viewing.Dispose();
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task A_caller_need_not_wait_for_the_viewer()
    {
        using var viewing = await ViewAsync();
        using var impatience = new CancellationTokenSource();

        var close = video.CloseAsync(Feed, Grant, impatience.Token);
        impatience.Cancel();

        await Should.ThrowAsync<OperationCanceledException>(() => close);
        (await video.ListOpenAsync(default)).ShouldBeEmpty();
        viewing.Ended.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task A_renewal_moves_the_end_of_who_views()
    {
        using var viewing = await ViewAsync();
        await TicketAsync(10);
        clock.Advance(TimeSpan.FromSeconds(9.999));
        viewing.Ended.IsCancellationRequested.ShouldBeFalse();
        clock.Advance(TimeSpan.FromMilliseconds(1));
        viewing.Ended.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task A_close_is_forgotten_a_day_after_the_lease_would_have_ended()
    {
        await OpenAsync();
        await video.CloseAsync(Feed, Grant, default);

        clock.Advance(SimulatedVideoSystem.Remembered + TimeSpan.FromMinutes(59));
        await Should.ThrowAsync<VideoSystemException>(OpenAsync);

        clock.Advance(TimeSpan.FromMinutes(2));
        await OpenAsync();
        (await video.ListOpenAsync(default)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_lease_outlives_the_process()
    {
        await OpenAsync();
        var lease = (await video.ListOpenAsync(default)).ShouldHaveSingleItem();
        await RestartAsync();
        (await video.ListOpenAsync(default)).ShouldBe([lease]);
        await video.OpenAsync(Feed, Grant, 0, clock.GetUtcNow().AddHours(9), default);
        (await video.ListOpenAsync(default)).ShouldBe([lease], "an earlier attempt than the process before had seen");
        clock.Advance(TimeSpan.FromHours(1));
        await RestartAsync();
        (await video.ListOpenAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_end_that_a_lease_was_given_last_outlives_the_process()
    {
        await OpenAsync();
        var end = clock.GetUtcNow().AddMinutes(5);
        await video.OpenAsync(Feed, Grant, 2, end, default);
        await RestartAsync();
        (await video.ListOpenAsync(default)).ShouldBe([new(Feed, Grant, end)]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_close_outlives_the_process(bool isKnown)
    {
        if (isKnown) await OpenAsync();
        await video.CloseAsync(Feed, Grant, default);
        await RestartAsync();
        (await video.ListOpenAsync(default)).ShouldBeEmpty();
        await Should.ThrowAsync<VideoSystemException>(OpenAsync);
    }

    [Fact]
    public async Task What_ran_before_a_restart_can_be_exported_and_what_ran_after_the_close_cannot()
    {
        var openedAt = clock.GetUtcNow();
        await OpenAsync();
        clock.Advance(TimeSpan.FromMinutes(45)); // More than a recording may reach back beyond an open.
        await RestartAsync();
        await video.CloseAsync(Feed, Grant, default);
        var closedAt = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromHours(23));
        await RestartAsync();
        await ExportAsync("whole", openedAt, closedAt);
        await ExportAsync("before", openedAt - VideoExport.MostLookBack, openedAt);
        await Should.ThrowAsync<VideoSystemException>(() => ExportAsync("after", openedAt, closedAt.AddSeconds(1)));
        await Should.ThrowAsync<VideoSystemException>(() => ExportAsync("long before", openedAt - VideoExport.MostLookBack - TimeSpan.FromSeconds(1), openedAt));
    }

    [Fact]
    public async Task A_day_after_its_end_a_lease_is_forgotten_by_a_process_that_never_knew_it()
    {
        var openedAt = clock.GetUtcNow();
        await OpenAsync();
        await video.CloseAsync(Feed, Grant, default);
        clock.Advance(TimeSpan.FromHours(1) + SimulatedVideoSystem.Remembered - TimeSpan.FromMinutes(2));
        await RestartAsync();
        await Should.ThrowAsync<VideoSystemException>(OpenAsync);
        clock.Advance(TimeSpan.FromMinutes(2));
        await RestartAsync();
        await Should.ThrowAsync<VideoSystemException>(() => ExportAsync("late", openedAt, openedAt.AddMinutes(1)));
        await OpenAsync();
    }

    [Fact]
    public async Task Where_the_disk_fails_nothing_is_opened_and_a_close_cuts_viewers_and_is_asked_again()
    {
        using var viewing = await ViewAsync();
        await file.DisposeAsync();
        (await Should.ThrowAsync<VideoSystemException>(() => video.OpenAsync(Feed, new("incident-2"), 1, clock.GetUtcNow().AddHours(1), default))).Code.ShouldBe("unreachable");
        (await video.ListOpenAsync(default)).ShouldHaveSingleItem().Grant.ShouldBe(Grant);

        var close = video.CloseAsync(Feed, Grant, default);
        await Canceled(viewing.Ended);
        viewing.Dispose();
        (await Should.ThrowAsync<VideoSystemException>(() => close)).Code.ShouldBe("unreachable");
        (await video.ListOpenAsync(default)).ShouldBeEmpty();
        (await Should.ThrowAsync<VideoSystemException>(() => video.CloseAsync(Feed, Grant, default))).Code.ShouldBe("unreachable", "it is not kept yet");
    }

    [Fact]
    public async Task What_is_forgotten_does_not_fill_the_disk()
    {
        await OpenAsync();
        await video.CloseAsync(Feed, Grant, default);
        for (var i = 0; i < 2 * LeaseFile.FewLines; i++) await video.OpenAsync(Feed, new($"short-{i}"), 1, clock.GetUtcNow().AddSeconds(1), default);
        var (path, length) = (Path.Combine(folder.Path, "video-leases.jsonl"), new Func<string, long>(path => new FileInfo(path).Length));
        length(path).ShouldBeGreaterThan(100_000);
        clock.Advance(SimulatedVideoSystem.Remembered + TimeSpan.FromMinutes(1));
        await video.OpenAsync(Feed, new("incident-2"), 1, clock.GetUtcNow().AddHours(1), default);
        length(path).ShouldBeLessThan(1_000);
        await RestartAsync();
        (await video.ListOpenAsync(default)).ShouldHaveSingleItem().Grant.Value.ShouldBe("incident-2");
        await Should.ThrowAsync<VideoSystemException>(OpenAsync);
    }

    [Fact]
    public async Task An_end_beyond_every_timer_is_an_end_nevertheless()
    {
        await video.OpenAsync(Feed, Grant, 1, DateTimeOffset.MaxValue, default);
        var ticket = await video.TicketAsync(Feed, Grant, TicketId.Of(Grant, "a"), DateTimeOffset.MaxValue, default);
        using var viewing = video.View(TokenOf(ticket))!;
        await video.OpenAsync(Feed, Grant, 2, clock.GetUtcNow().AddMinutes(1), default);
        clock.Advance(TimeSpan.FromMinutes(1));
        viewing.Ended.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task Viewers_come_and_go_while_grants_open_and_close()
    {
        await Parallel.ForAsync(0, 2_000, async (i, _) =>
        {
            var grant = new GrantId($"incident-{i}");
            await video.OpenAsync(Feed, grant, 1, clock.GetUtcNow().AddHours(1), default);
            var token = TokenOf(await video.TicketAsync(Feed, grant, TicketId.Of(grant, "a"), clock.GetUtcNow().AddSeconds(30), default));
            var viewers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
            {
                while (video.View(token) is { } viewing)
                {
                    using (viewing) await Task.WhenAny(Canceled(viewing.Ended), Task.Run(() => { }));
                }
            })).ToArray();
            await video.CloseAsync(Feed, grant, default);
            await Task.WhenAll(viewers);
        });
        (await video.ListOpenAsync(default)).ShouldBeEmpty();
    }

    private void Start()
    {
        file = LeaseFile.Open(folder.Path, NullLogger<LeaseFile>.Instance);
        video = new(clock, new(new FeedList(), NullLogger<Cameras>.Instance), () => new("http://localhost:7071"), new(clock, null, NullLogger<ExportMaker>.Instance), sender, file);
    }

    private async Task RestartAsync()
    {
        await file.DisposeAsync();
        Start();
    }

    private Task ExportAsync(string name, DateTimeOffset from, DateTimeOffset to) =>
        video.StartExportAsync(Feed, Grant, ExportId.Of(Grant, name), from, to, new("http://127.0.0.1:1/a"), default);

    private Task OpenAsync() => video.OpenAsync(Feed, Grant, 1, clock.GetUtcNow().AddHours(1), default);

    private Task<VideoTicket> TicketAsync(int seconds) =>
        video.TicketAsync(Feed, Grant, TicketId.Of(Grant, "a"), clock.GetUtcNow().AddSeconds(seconds), default);

    private async Task<Viewing> ViewAsync()
    {
        await OpenAsync();
        return video.View(TokenOf(await TicketAsync(30)))!;
    }

    private static string TokenOf(VideoTicket ticket) => ticket.Url.Split('/')[^1];

    private static Task Canceled(CancellationToken token)
    {
        var canceled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        token.Register(canceled.SetResult);
        return canceled.Task;
    }
}
