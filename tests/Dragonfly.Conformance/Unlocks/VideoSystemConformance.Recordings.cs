using Dragonfly.Core.Unlocks;
using Shouldly;
using Xunit;

namespace Dragonfly.Conformance.Unlocks;

/// <content>Stills and exports.</content>
public abstract partial class VideoSystemConformance
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_still_is_a_picture_as_it_is_now()
    {
        await OpenAsync();
        var still = await Video.StillAsync(Feed, Grant, default);
        still.TakenAt.ShouldBe(Now, TimeSpan.FromSeconds(5));
        still.ContentType.ShouldStartWith("image/");
        still.Picture.IsEmpty.ShouldBeFalse();
    }

    [Fact]
    public async Task A_still_needs_a_lease_that_lives_on_that_feed()
    {
        await RefusedAsync(StillAsync);
        await OpenAsync();
        await RefusedAsync(() => Video.StillAsync(OtherFeed, Grant, default));
        await PassAsync(TimeSpan.FromSeconds(60));
        await RefusedAsync(StillAsync);
        await Video.OpenAsync(Feed, OtherGrant, 1, In(60), default);
        await Video.CloseAsync(Feed, OtherGrant, default);
        await RefusedAsync(() => Video.StillAsync(Feed, OtherGrant, default));
    }

    [Fact]
    public async Task An_export_is_sent_as_a_file_by_the_video_system_itself()
    {
        var from = Now;
        await OpenAsync();
        await PassAsync(TimeSpan.FromSeconds(10));
        await StartAsync(Export, from, In(0));
        var done = await DoneAsync(Export);
        var sent = Store.Find("a").ShouldNotBeNull();
        sent.Bytes.Length.ShouldBe((int)done.Length!);
        sent.ContentType.ShouldBe(done.ContentType.ShouldNotBeNull());
        done.ContentType.ShouldStartWith("video/");
        done.Reason.ShouldBeNull();
    }

    [Fact]
    public async Task The_same_export_again_changes_nothing()
    {
        var from = Now;
        await OpenAsync();
        await PassAsync(TimeSpan.FromSeconds(10));
        await StartAsync(Export, from, In(0));
        var done = await DoneAsync(Export);
        await Video.StartExportAsync(Feed, Grant, Export, from, from.AddSeconds(10), Store.Link("b"), default);
        (await Video.ReadExportAsync(Feed, Export, default)).ShouldBe(done);
        Store.Find("b").ShouldBeNull();
    }

    [Fact]
    public async Task An_export_that_did_not_get_through_is_sent_again()
    {
        var from = Now;
        await OpenAsync();
        await PassAsync(TimeSpan.FromSeconds(10));
        Store.AnswerFirst(503, 0, 429);
        await StartAsync(Export, from, In(0));
        Store.Find("a").ShouldBeNull();
        (await DoneAsync(Export)).Length.ShouldBe(Store.Find("a").ShouldNotBeNull().Bytes.Length);
    }

    [Theory]
    [InlineData(403, VideoExport.TargetRefused)]
    [InlineData(404, VideoExport.TargetRefused)]
    [InlineData(413, VideoExport.TargetRefused)]
    [InlineData(307, VideoExport.TargetRefused)]
    [InlineData(409, VideoExport.TargetTaken)]
    [InlineData(412, VideoExport.TargetTaken)]
    public async Task An_export_that_is_not_let_in_has_failed_and_says_why(int status, string reason)
    {
        var from = Now;
        await OpenAsync();
        await PassAsync(TimeSpan.FromSeconds(10));
        Store.AnswerFirst(status);
        await StartAsync(Export, from, In(0));
        (await EndedAsync(Export)).ShouldBe(new VideoExport(ExportState.Failed, Reason: reason));
        Store.Find("a").ShouldBeNull();
        await StartAsync(Export, from, from.AddSeconds(10));
        (await Video.ReadExportAsync(Feed, Export, default)).State.ShouldBe(ExportState.Failed, "failed is failed: another one is asked for");
        await StartAsync(ExportId.Of(Grant, "y"), from, from.AddSeconds(10));
        await DoneAsync(ExportId.Of(Grant, "y"));
        Store.Find("a").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("file:///clip")]
    [InlineData("ftp://store.example/clip")]
    [InlineData("https://user:password@store.example/clip")]
    [InlineData("https://store.example/clip#there")]
    [InlineData("/clip")]
    public async Task An_export_is_sent_over_http_only(string target)
    {
        var from = Now;
        await OpenAsync();
        await PassAsync(TimeSpan.FromSeconds(10));
        await RefusedAsync(() => Video.StartExportAsync(Feed, Grant, Export, from, In(0), new Uri(target, UriKind.RelativeOrAbsolute), default));
        await RefusedAsync(() => Video.ReadExportAsync(Feed, Export, default));
    }

    [Fact]
    public async Task An_export_may_come_after_the_lease_and_reaches_no_further()
    {
        var from = Now;
        await OpenAsync();
        await PassAsync(TimeSpan.FromSeconds(10));
        await Video.CloseAsync(Feed, Grant, default);
        await PassAsync(TimeSpan.FromSeconds(10));
        await StartAsync(Export, from, from.AddSeconds(10));
        (await DoneAsync(Export)).Length.ShouldNotBeNull().ShouldBeGreaterThan(0);
        await RefusedAsync(() => StartAsync(ExportId.Of(Grant, "y"), from, from.AddSeconds(11)));
    }

    [Fact]
    public async Task An_export_of_a_lease_that_ran_out_reaches_to_its_end()
    {
        var from = Now;
        await OpenAsync();
        await PassAsync(TimeSpan.FromMinutes(10));
        await RefusedAsync(() => StartAsync(Export, from, from.AddSeconds(61)));
        await StartAsync(Export, from.AddSeconds(50), from.AddSeconds(60));
        await DoneAsync(Export);
    }

    [Fact]
    public async Task An_export_may_reach_back_before_the_lease_as_far_as_any_owner_may_allow()
    {
        var opened = Now;
        await OpenAsync();
        await PassAsync(TimeSpan.FromSeconds(10));
        var first = opened - VideoExport.MostLookBack;
        await RefusedAsync(() => StartAsync(Export, first.AddSeconds(-1), opened));
        await StartAsync(Export, first, first.AddSeconds(10));
        await DoneAsync(Export);
        Store.Find("a").ShouldNotBeNull();
    }

    [Fact]
    public async Task An_export_of_what_no_lease_covers_is_refused()
    {
        await PassAsync(TimeSpan.FromMinutes(1));
        var from = Now;
        await RefusedAsync(() => StartAsync(Export, from.AddSeconds(-10), from));
        await Video.OpenAsync(Feed, Grant, 1, In(3 * 60 * 60), default);
        await PassAsync(TimeSpan.FromSeconds(10));
        await RefusedAsync(() => StartAsync(Export, from, In(1)));
        await RefusedAsync(() => StartAsync(Export, from, from));
        await RefusedAsync(() => Video.StartExportAsync(OtherFeed, Grant, Export, from, In(0), Store.Link("a"), default));
        await PassAsync(TimeSpan.FromHours(2));
        await RefusedAsync(() => StartAsync(Export, from, from + VideoExport.Longest + TimeSpan.FromSeconds(1)));
        await RefusedAsync(() => Video.ReadExportAsync(Feed, Export, default));
    }

    [Fact]
    public async Task An_export_is_not_another_one()
    {
        var from = Now;
        await OpenAsync();
        await PassAsync(TimeSpan.FromSeconds(10));
        await StartAsync(Export, from, In(0));
        await RefusedAsync(() => StartAsync(Export, from, In(-1)));
        await RefusedAsync(() => Video.ReadExportAsync(OtherFeed, Export, default));
        await RefusedAsync(() => Video.ReadExportAsync(Feed, ExportId.Of(Grant, "y"), default));
    }

    private Task<Still> StillAsync() => Video.StillAsync(Feed, Grant, default);

    private Task StartAsync(ExportId export, DateTimeOffset from, DateTimeOffset to) => Video.StartExportAsync(Feed, Grant, export, from, to, Store.Link("a"), default);

    private async Task<VideoExport> DoneAsync(ExportId export)
    {
        var ended = await EndedAsync(export);
        ended.State.ShouldBe(ExportState.Done, ended.Reason);
        return ended;
    }

    private async Task<VideoExport> EndedAsync(ExportId export)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (true)
        {
            var known = await Video.ReadExportAsync(Feed, export, patience.Token);
            if (known.State is not ExportState.Running) return known;
            await PassAsync(TimeSpan.FromSeconds(0.5));
            await pause.WaitForNextTickAsync(patience.Token);
        }
    }
}
