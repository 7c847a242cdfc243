using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Unlocks.Video;
using Dragonfly.Local.Unlocks.Video.Faults;
using Dragonfly.Local.Unlocks.Video.Recording;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Dragonfly.Local.Tests.Unlocks.Video;

public sealed class FaultyVideoSystemTests : IAsyncLifetime
{
    private static readonly FeedId Feed = new("feed-1");
    private static readonly FeedId OtherFeed = new("feed-2");
    private static readonly GrantId Grant = new("incident-1");

    private readonly FakeTimeProvider clock = new(new(2026, 8, 14, 18, 0, 0, TimeSpan.Zero));
    private readonly TemporaryFolder folder = new();
    private readonly LeaseFile file;
    private readonly ExportSender sender;
    private readonly SimulatedVideoSystem truth;
    private readonly VideoFaults faults;
    private readonly FaultyVideoSystem video;

    public FaultyVideoSystemTests()
    {
        file = LeaseFile.Open(folder.Path, NullLogger<LeaseFile>.Instance);
        truth = new(clock, new(new FeedList(), NullLogger<Cameras>.Instance), () => new("http://localhost:7071"), new(clock, null, NullLogger<ExportMaker>.Instance), sender = new(clock), file);
        faults = new(clock);
        video = new(truth, faults);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        sender.Dispose();
        await file.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Without_faults_it_is_the_one_inside()
    {
        await OpenAsync();
        (await video.ListOpenAsync(default)).Count.ShouldBe(1);
        (await video.TicketAsync(Feed, Grant, TicketId.Of(Grant, "a"), clock.GetUtcNow().AddSeconds(30), default)).Kind.ShouldBe("mjpeg");
        await CloseAsync();
        (await LeasesAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_slow_call_is_done_at_once_and_answered_late()
    {
        using var order = faults.Order(new Slow(TimeSpan.FromSeconds(3)));
        var open = OpenAsync();
        (await LeasesAsync()).ShouldBe(1);
        clock.Advance(TimeSpan.FromSeconds(2.9));
        open.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(0.1));
        await open;
    }

    [Fact]
    public async Task A_slow_call_is_released_by_withdrawing_the_fault()
    {
        var order = faults.Order(new Slow());
        var open = OpenAsync();
        open.IsCompleted.ShouldBeFalse();
        order.Dispose();
        await open;
    }

    [Fact]
    public async Task A_late_open_that_arrives_after_the_close_is_refused()
    {
        var order = faults.Order(new Late(), calls: VideoCalls.Open);
        var open = OpenAsync();
        await CloseAsync();
        order.Dispose();
        (await FailureOfAsync(open)).ShouldBe("refused");
        (await LeasesAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_late_open_arrives_even_when_the_caller_gave_up()
    {
        faults.Order(new Late(TimeSpan.FromSeconds(3)));
        using var patience = new CancellationTokenSource();
        var open = OpenAsync(patience.Token);
        patience.Cancel();
        await Should.ThrowAsync<OperationCanceledException>(() => open);
        (await LeasesAsync()).ShouldBe(0);
        clock.Advance(TimeSpan.FromSeconds(3));
        await UntilAsync(async () => await LeasesAsync() == 1);
    }

    [Fact]
    public async Task A_hanging_call_ends_with_its_cancellation()
    {
        using var patience = new CancellationTokenSource();
        faults.Order(new Hanging());
        var open = OpenAsync(patience.Token);
        clock.Advance(TimeSpan.FromDays(1));
        open.IsCompleted.ShouldBeFalse();
        patience.Cancel();
        await Should.ThrowAsync<OperationCanceledException>(() => open);
        (await LeasesAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Refusing_and_unreachable_say_so_and_do_nothing()
    {
        using (faults.Order(new Refusing())) (await FailureOfAsync(OpenAsync())).ShouldBe("refused");
        using (faults.Order(new Unreachable()))
        {
            (await FailureOfAsync(OpenAsync())).ShouldBe("unreachable");
            (await FailureOfAsync(video.ListOpenAsync(default))).ShouldBe("unreachable");
        }

        (await LeasesAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Flapping_fails_every_nth_call()
    {
        faults.Order(new Flapping(3));
        var failures = new List<string?>();
        for (var i = 0; i < 6; i++) failures.Add(await FailureOfAsync(OpenAsync()));
        failures.ShouldBe([null, null, "unreachable", null, null, "unreachable"]);
    }

    [Fact]
    public async Task A_liar_opens_and_closes_nothing()
    {
        using (faults.Order(new Lying())) await OpenAsync();
        (await LeasesAsync()).ShouldBe(0);
        await OpenAsync();
        using (faults.Order(new Lying()))
        {
            await CloseAsync();
            (await video.ListOpenAsync(default)).Count.ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_liar_takes_an_export_and_sends_nothing()
    {
        await OpenAsync();
        clock.Advance(TimeSpan.FromSeconds(10));
        var (export, now) = (ExportId.Of(Grant, "x"), clock.GetUtcNow());
        using (faults.Order(new Lying()))
        {
            await video.StartExportAsync(Feed, Grant, export, now.AddSeconds(-5), now, new("http://127.0.0.1:1/a"), default);
            (await FailureOfAsync(video.ReadExportAsync(Feed, export, default))).ShouldBe("refused", "there is no such export");
        }
    }

    [Fact]
    public async Task A_fault_is_for_the_feed_and_the_calls_it_was_ordered_for()
    {
        faults.Order(new Refusing(), Feed, VideoCalls.Close);
        await OpenAsync();
        (await FailureOfAsync(CloseAsync())).ShouldBe("refused");
        await video.CloseAsync(OtherFeed, new("incident-2"), default);
    }

    [Fact]
    public async Task The_last_order_counts_and_clearing_withdraws_all()
    {
        faults.Order(new Refusing());
        faults.Order(new Unreachable(), Feed);
        (await FailureOfAsync(OpenAsync())).ShouldBe("unreachable");
        faults.Clear();
        await OpenAsync();
    }

    [Fact]
    public async Task Calls_are_counted_failed_ones_too()
    {
        await OpenAsync();
        using (faults.Order(new Refusing())) await FailureOfAsync(CloseAsync());
        await video.CloseAsync(OtherFeed, new("incident-2"), default);
        await video.ListOpenAsync(default);
        faults.Count().ShouldBe(4);
        faults.Count(VideoCalls.Close).ShouldBe(2);
        faults.Count(VideoCalls.Open | VideoCalls.Close, Feed).ShouldBe(2);
    }

    private Task OpenAsync(CancellationToken cancellation = default) => video.OpenAsync(Feed, Grant, 1, clock.GetUtcNow().AddHours(1), cancellation);

    private Task CloseAsync() => video.CloseAsync(Feed, Grant, default);

    private async Task<int> LeasesAsync() => (await truth.ListOpenAsync(default)).Count;

    private static async Task<string?> FailureOfAsync(Task call)
    {
        try
        {
            await call;
            return null;
        }
        catch (VideoSystemException e)
        {
            return e.Code;
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
