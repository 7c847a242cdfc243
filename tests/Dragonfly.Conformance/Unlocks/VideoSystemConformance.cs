using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Shouldly;
using Xunit;

namespace Dragonfly.Conformance.Unlocks;

/// <summary>What any <see cref="IVideoSystem"/> must do. Derive from it for each adapter; every test gets a video system of its own.</summary>
public abstract partial class VideoSystemConformance
{
    private static readonly FeedId Feed = new("feed-1");
    private static readonly FeedId OtherFeed = new("feed-2");
    private static readonly GrantId Grant = new("incident-1");
    private static readonly GrantId OtherGrant = new("incident-2");
    private static readonly TicketId Ticket = TicketId.Of(Grant, "a");
    private static readonly ExportId Export = ExportId.Of(Grant, "x");

    /// <summary>The video system under test; nothing is open.</summary>
    protected abstract IVideoSystem Video { get; }

    /// <summary>The video system's time.</summary>
    protected abstract DateTimeOffset Now { get; }

    /// <summary>Where exports are sent; nothing is there.</summary>
    protected abstract IFileStore Store { get; }

    /// <summary>Lets the video system's time pass.</summary>
    protected abstract Task PassAsync(TimeSpan time);

    /// <summary>Starts to view; null when the address shows nothing now.</summary>
    protected abstract Task<IViewer?> ViewAsync(string url);

    /// <summary>Somebody who views.</summary>
    protected interface IViewer : IAsyncDisposable
    {
        /// <summary>Waits for another picture: true when it comes, false when the viewer was cut instead. May let a part of a second pass.</summary>
        Task<bool> SeesMoreAsync();
    }

    /// <summary>Takes files as the clip store does.</summary>
    protected interface IFileStore
    {
        /// <summary>A link to write a file by.</summary>
        Uri Link(string file);

        /// <summary>What came of a file that is whole; null when there is none.</summary>
        SentFile? Find(string file);

        /// <summary>Answers with these, one after another, to whatever comes next; a 0 breaks the connection off in the middle of the file.</summary>
        void AnswerFirst(params ReadOnlySpan<int> statuses);
    }

    /// <summary>A file that was sent.</summary>
    protected sealed record SentFile(string? ContentType, byte[] Bytes);

    [Fact]
    public async Task A_lease_that_was_opened_is_listed()
    {
        await OpenAsync();
        (await ListAsync()).ShouldBe([new Lease(Feed, Grant, In(60))]);
    }

    [Fact]
    public async Task What_runs_on_a_feed_is_told_whether_or_not_it_is_open()
    {
        (await Video.DescribeAsync(Feed, default)).Analytics.IsDefault.ShouldBeFalse();
        await OpenAsync();
        (await Video.DescribeAsync(Feed, default)).Health.ShouldBe(FeedHealth.Online);
    }

    [Fact]
    public async Task Opening_again_changes_nothing()
    {
        await OpenAsync();
        await Video.OpenAsync(Feed, Grant, 2, In(60), default);
        (await ListAsync()).ShouldBe([new Lease(Feed, Grant, In(60))]);
    }

    [Fact]
    public async Task Opening_again_with_another_end_moves_the_end()
    {
        await OpenAsync();
        await using var viewer = await ViewAsync((await TicketAsync(300)).Url);
        await Video.OpenAsync(Feed, Grant, 1, In(120), default);
        (await ListAsync()).ShouldBe([new Lease(Feed, Grant, In(120))]);
        await PassAsync(TimeSpan.FromSeconds(90));
        (await viewer!.SeesMoreAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Opening_again_with_an_end_that_has_passed_locks()
    {
        await OpenAsync();
        await using var viewer = await ViewAsync((await TicketAsync(30)).Url);
        await RefusedAsync(() => Video.OpenAsync(Feed, Grant, 2, In(-1), default));
        (await viewer!.SeesMoreAsync()).ShouldBeFalse();
        (await ListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_open_that_comes_after_its_end_is_refused()
    {
        await RefusedAsync(() => Video.OpenAsync(Feed, Grant, 1, In(0), default));
        (await ListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Closing_is_idempotent()
    {
        await OpenAsync();
        await Video.CloseAsync(Feed, Grant, default);
        await Video.CloseAsync(Feed, Grant, default);
        (await ListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_late_open_loses_to_an_open_with_a_greater_attempt()
    {
        await Video.OpenAsync(Feed, Grant, 2, In(30), default);
        await Video.OpenAsync(Feed, Grant, 1, In(60), default);
        (await ListAsync()).ShouldHaveSingleItem().ExpiresAt.ShouldBe(In(30));
    }

    [Fact]
    public async Task A_late_open_loses_to_a_close()
    {
        await OpenAsync();
        await Video.CloseAsync(Feed, Grant, default);
        await RefusedAsync(() => Video.OpenAsync(Feed, Grant, 2, In(60), default));
        (await ListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_close_of_a_grant_that_is_not_known_is_remembered()
    {
        await Video.CloseAsync(Feed, Grant, default);
        await PassAsync(TimeSpan.FromMinutes(10));
        await RefusedAsync(() => Video.OpenAsync(Feed, Grant, 1, In(60), default));
        (await ListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_close_is_remembered_past_the_end_of_the_lease()
    {
        await OpenAsync();
        await Video.CloseAsync(Feed, Grant, default);
        await PassAsync(TimeSpan.FromHours(1));
        await RefusedAsync(() => Video.OpenAsync(Feed, Grant, 2, In(60), default));
    }

    [Fact]
    public async Task A_close_wins_over_an_open_at_the_same_time()
    {
        for (var i = 0; i < 50; i++)
        {
            var grant = new GrantId($"race-{i}");
            var open = Task.Run(() => Video.OpenAsync(Feed, grant, 1, In(60), default));
            var close = Task.Run(() => Video.CloseAsync(Feed, grant, default));
            await close;
            await Task.WhenAny(open);
        }

        (await ListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_leases_on_one_feed_are_independent()
    {
        await OpenAsync();
        var lease = new Lease(Feed, OtherGrant, In(60));
        await Video.OpenAsync(Feed, OtherGrant, 1, lease.ExpiresAt, default);
        await using var viewer = await ViewAsync((await TicketAsync(30)).Url);
        await using var other = await ViewAsync((await Video.TicketAsync(Feed, OtherGrant, TicketId.Of(OtherGrant, "a"), In(30), default)).Url);

        await Video.CloseAsync(Feed, Grant, default);

        (await viewer!.SeesMoreAsync()).ShouldBeFalse();
        (await other!.SeesMoreAsync()).ShouldBeTrue();
        (await ListAsync()).ShouldBe([lease]);
    }

    [Fact]
    public async Task A_lease_expires_by_itself()
    {
        await OpenAsync();
        var ticket = await TicketAsync(300);
        await using var viewer = await ViewAsync(ticket.Url);
        await PassAsync(TimeSpan.FromSeconds(60));
        (await viewer!.SeesMoreAsync()).ShouldBeFalse();
        (await IsViewableAsync(ticket.Url)).ShouldBeFalse();
        (await ListAsync()).ShouldBeEmpty();
        await RefusedAsync(() => TicketAsync(30));
    }

    [Fact]
    public async Task A_ticket_without_a_lease_is_refused() => await RefusedAsync(() => TicketAsync(30));

    [Fact]
    public async Task A_ticket_for_a_feed_that_the_grant_is_not_on_is_refused()
    {
        await OpenAsync();
        await RefusedAsync(() => Video.TicketAsync(OtherFeed, Grant, Ticket, In(30), default));
    }

    [Fact]
    public async Task A_ticket_after_the_close_is_refused()
    {
        await OpenAsync();
        await Video.CloseAsync(Feed, Grant, default);
        await RefusedAsync(() => TicketAsync(30));
    }

    [Fact]
    public async Task A_ticket_shows_the_feed_until_its_end()
    {
        await OpenAsync();
        var ticket = await TicketAsync(30);
        Uri.IsWellFormedUriString(ticket.Url, UriKind.Absolute).ShouldBeTrue();
        await using var viewer = await ViewAsync(ticket.Url);
        await PassAsync(TimeSpan.FromSeconds(29));
        (await viewer!.SeesMoreAsync()).ShouldBeTrue();
        await PassAsync(TimeSpan.FromSeconds(1));
        (await viewer.SeesMoreAsync()).ShouldBeFalse();
        (await IsViewableAsync(ticket.Url)).ShouldBeFalse();
    }

    [Fact]
    public async Task An_address_cannot_be_told_from_the_ticket()
    {
        await OpenAsync();
        var (first, second) = (await TicketAsync(30), await Video.TicketAsync(Feed, Grant, TicketId.Of(Grant, "b"), In(30), default));
        first.Url.ShouldNotBe(second.Url);
        first.Url.ShouldNotContain(Ticket.Value);
        (await IsViewableAsync(first.Url[..^1] + (first.Url[^1] == 'A' ? 'B' : 'A'))).ShouldBeFalse();
    }

    [Fact]
    public async Task A_ticket_that_is_renewed_keeps_its_address_and_its_viewer()
    {
        await OpenAsync();
        var ticket = await TicketAsync(30);
        await using var viewer = await ViewAsync(ticket.Url);
        await PassAsync(TimeSpan.FromSeconds(20));
        (await TicketAsync(30)).ShouldBe(ticket);
        await PassAsync(TimeSpan.FromSeconds(20));
        (await viewer!.SeesMoreAsync()).ShouldBeTrue();
        (await IsViewableAsync(ticket.Url)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_ticket_never_outlives_its_lease()
    {
        await OpenAsync();
        await PassAsync(TimeSpan.FromSeconds(50));
        var ticket = await TicketAsync(30);
        await PassAsync(TimeSpan.FromSeconds(10));
        (await IsViewableAsync(ticket.Url)).ShouldBeFalse();
    }

    [Fact]
    public async Task An_end_that_has_passed_cuts_the_viewer_and_no_other()
    {
        await OpenAsync();
        var ticket = await TicketAsync(30);
        await using var viewer = await ViewAsync(ticket.Url);
        await using var other = await ViewAsync((await Video.TicketAsync(Feed, Grant, TicketId.Of(Grant, "b"), In(30), default)).Url);

        await TicketAsync(0);
        await TicketAsync(0);

        (await viewer!.SeesMoreAsync()).ShouldBeFalse();
        (await IsViewableAsync(ticket.Url)).ShouldBeFalse();
        (await other!.SeesMoreAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_close_cuts_every_viewer_of_the_grant()
    {
        await OpenAsync();
        var ticket = await TicketAsync(30);
        await using var viewer = await ViewAsync(ticket.Url);
        await using var second = await ViewAsync(ticket.Url);
        await Video.CloseAsync(Feed, Grant, default);
        (await IsViewableAsync(ticket.Url)).ShouldBeFalse();
        (await viewer!.SeesMoreAsync()).ShouldBeFalse();
        (await second!.SeesMoreAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_canceled_call_says_so()
    {
        var canceled = new CancellationToken(canceled: true);
        await Should.ThrowAsync<OperationCanceledException>(() => Video.OpenAsync(Feed, Grant, 1, In(60), canceled));
        await Should.ThrowAsync<OperationCanceledException>(() => Video.CloseAsync(Feed, Grant, canceled));
        await Should.ThrowAsync<OperationCanceledException>(() => Video.ListOpenAsync(canceled));
        await Should.ThrowAsync<OperationCanceledException>(() => Video.TicketAsync(Feed, Grant, Ticket, In(30), canceled));
        await Should.ThrowAsync<OperationCanceledException>(() => Video.DescribeAsync(Feed, canceled));
        await Should.ThrowAsync<OperationCanceledException>(() => Video.StillAsync(Feed, Grant, canceled));
        await Should.ThrowAsync<OperationCanceledException>(() => Video.StartExportAsync(Feed, Grant, Export, In(-1), In(0), Store.Link("a"), canceled));
        await Should.ThrowAsync<OperationCanceledException>(() => Video.ReadExportAsync(Feed, Export, canceled));
    }

    private Task OpenAsync() => Video.OpenAsync(Feed, Grant, 1, In(60), default);

    private Task<VideoTicket> TicketAsync(int seconds) => Video.TicketAsync(Feed, Grant, Ticket, In(seconds), default);

    private Task<IReadOnlyList<Lease>> ListAsync() => Video.ListOpenAsync(default);

    private DateTimeOffset In(int seconds) => Now.AddSeconds(seconds);

    private async Task<bool> IsViewableAsync(string url)
    {
        await using var viewer = await ViewAsync(url);
        return viewer is not null;
    }

    private static async Task RefusedAsync(Func<Task> call) => (await Should.ThrowAsync<VideoSystemException>(call)).Code.ShouldBe("refused");
}
