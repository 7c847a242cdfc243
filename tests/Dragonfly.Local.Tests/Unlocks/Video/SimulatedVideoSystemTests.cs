using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Unlocks.Video;
using Dragonfly.Local.Unlocks.Video.Recording;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Dragonfly.Local.Tests.Unlocks.Video;

public sealed class SimulatedVideoSystemTests : IDisposable
{
    private static readonly FeedId Feed = new("feed");
    private static readonly GrantId Grant = new("incident-1");

    private readonly FakeTimeProvider clock = new(new(2026, 8, 14, 18, 0, 0, TimeSpan.Zero));
    private readonly ExportSender sender;
    private readonly SimulatedVideoSystem video;

    public SimulatedVideoSystemTests()
    {
        sender = new(clock);
        video = new(clock, new(new FeedList(), NullLogger<Cameras>.Instance), () => new("http://localhost:7071"), new(clock, null, NullLogger<ExportMaker>.Instance), sender);
    }

    public void Dispose() => sender.Dispose();

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
