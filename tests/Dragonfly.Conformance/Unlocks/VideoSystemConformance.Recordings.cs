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
    public async Task An_export_becomes_a_file_that_is_the_same_each_time()
    {
        var from = Now;
        await OpenAsync();
        await PassAsync(TimeSpan.FromSeconds(10));
        await Video.StartExportAsync(Feed, Grant, Export, from, In(0), default);
        var done = await DoneAsync(Export);
        var bytes = await FetchAsync(Export);
        bytes.Length.ShouldBe((int)done.Length!);
        done.ContentType.ShouldNotBeNull().ShouldStartWith("video/");
        await Video.StartExportAsync(Feed, Grant, Export, from, from.AddSeconds(10), default);
        (await Video.ReadExportAsync(Feed, Export, default)).ShouldBe(done);
        (await FetchAsync(Export)).ShouldBe(bytes);
    }

    [Fact]
    public async Task An_export_may_come_after_the_lease_and_reaches_no_further()
    {
        var from = Now;
        await OpenAsync();
        await PassAsync(TimeSpan.FromSeconds(10));
        await Video.CloseAsync(Feed, Grant, default);
        await PassAsync(TimeSpan.FromSeconds(10));
        await Video.StartExportAsync(Feed, Grant, Export, from, from.AddSeconds(10), default);
        (await DoneAsync(Export)).Length.ShouldNotBeNull().ShouldBeGreaterThan(0);
        await RefusedAsync(() => Video.StartExportAsync(Feed, Grant, ExportId.Of(Grant, "y"), from, from.AddSeconds(11), default));
    }

    [Fact]
    public async Task An_export_of_a_lease_that_ran_out_reaches_to_its_end()
    {
        var from = Now;
        await OpenAsync();
        await PassAsync(TimeSpan.FromMinutes(10));
        await RefusedAsync(() => Video.StartExportAsync(Feed, Grant, Export, from, from.AddSeconds(61), default));
        await Video.StartExportAsync(Feed, Grant, Export, from.AddSeconds(50), from.AddSeconds(60), default);
        await DoneAsync(Export);
    }

    [Fact]
    public async Task An_export_of_what_no_lease_covers_is_refused()
    {
        await PassAsync(TimeSpan.FromMinutes(1));
        var from = Now;
        await RefusedAsync(() => Video.StartExportAsync(Feed, Grant, Export, from.AddSeconds(-10), from, default));
        await Video.OpenAsync(Feed, Grant, 1, In(3 * 60 * 60), default);
        await PassAsync(TimeSpan.FromSeconds(10));
        await RefusedAsync(() => Video.StartExportAsync(Feed, Grant, Export, from.AddSeconds(-1), In(0), default));
        await RefusedAsync(() => Video.StartExportAsync(Feed, Grant, Export, from, In(1), default));
        await RefusedAsync(() => Video.StartExportAsync(Feed, Grant, Export, from, from, default));
        await RefusedAsync(() => Video.StartExportAsync(OtherFeed, Grant, Export, from, In(0), default));
        await PassAsync(TimeSpan.FromHours(2));
        await RefusedAsync(() => Video.StartExportAsync(Feed, Grant, Export, from, from + VideoExport.Longest + TimeSpan.FromSeconds(1), default));
        await RefusedAsync(() => Video.ReadExportAsync(Feed, Export, default));
    }

    [Fact]
    public async Task An_export_is_not_another_one()
    {
        var from = Now;
        await OpenAsync();
        await PassAsync(TimeSpan.FromSeconds(10));
        await Video.StartExportAsync(Feed, Grant, Export, from, In(0), default);
        await RefusedAsync(() => Video.StartExportAsync(Feed, Grant, Export, from, In(-1), default));
        await RefusedAsync(() => Video.ReadExportAsync(OtherFeed, Export, default));
        await RefusedAsync(() => Video.ReadExportAsync(Feed, ExportId.Of(Grant, "y"), default));
        await RefusedAsync(() => Video.OpenExportAsync(Feed, ExportId.Of(Grant, "y"), default));
    }

    private Task<Still> StillAsync() => Video.StillAsync(Feed, Grant, default);

    private async Task<VideoExport> DoneAsync(ExportId export)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var known = await Video.ReadExportAsync(Feed, export, patience.Token);
            if (known.State is ExportState.Done) return known;
            known.State.ShouldBe(ExportState.Running);
            await Task.Yield();
        }
    }

    private async Task<byte[]> FetchAsync(ExportId export)
    {
        await using var content = await Video.OpenExportAsync(Feed, export, default);
        var bytes = new MemoryStream();
        await content.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
