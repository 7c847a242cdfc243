using System.Net;
using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Unlocks.Video.Pictures;
using Shouldly;
using Xunit;

namespace Dragonfly.Local.Tests.Unlocks.Video;

public sealed class VideoEndpointsTests
{
    private static readonly GeoPoint Place = new(35.0456, -85.3097);
    private static readonly Feed Feed = new(new("feed-1"), new("partner"), "Read House", Place, "America/New_York", null, new(1, true, SharingRule.Always));
    private static readonly GrantId Grant = new("incident-1");

    [Fact]
    public async Task The_stream_shows_pictures_as_time_passes_until_the_close()
    {
        await using var server = await VideoServer.StartAsync(Feed);
        await using var viewer = await StreamViewer.ConnectAsync(server.Client, await server.TicketAsync(Feed.Id, Grant));
        viewer!.Response.Content.Headers.ContentType!.ToString().ShouldBe("multipart/x-mixed-replace; boundary=frame");
        viewer.Response.Headers.CacheControl!.NoStore.ShouldBeTrue();

        for (var i = 0; i < 3; i++)
        {
            var part = (await viewer.NextAsync()).ShouldNotBeNull();
            part.At.ShouldBe(server.Clock.GetUtcNow());
            part.Picture.ShouldBe(new CameraPicture(Feed.Id, Feed.Name, Feed.Place).Render(part.At).ToArray());
            server.Clock.Advance(TimeSpan.FromMilliseconds(200));
        }

        await server.Video.CloseAsync(Feed.Id, Grant, default);
        (await viewer.SeesMoreAsync(server.Clock)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_still_is_one_picture()
    {
        await using var server = await VideoServer.StartAsync(Feed);
        using var response = await server.Client.GetAsync(await server.TicketAsync(Feed.Id, Grant) + "/still.png");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().ShouldBe("image/png");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await response.Content.ReadAsByteArrayAsync())
            .ShouldBe(new CameraPicture(Feed.Id, Feed.Name, Feed.Place).Render(server.Clock.GetUtcNow()).ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("/still.png")]
    public async Task A_token_that_is_over_is_refused(string path)
    {
        await using var server = await VideoServer.StartAsync(Feed);
        var url = await server.TicketAsync(Feed.Id, Grant);
        server.Clock.Advance(TimeSpan.FromSeconds(30));
        using var response = await server.Client.GetAsync(url + path);
        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task A_token_that_is_not_known_is_refused()
    {
        await using var server = await VideoServer.StartAsync(Feed);
        var url = await server.TicketAsync(Feed.Id, Grant);
        using var response = await server.Client.GetAsync(url[..url.LastIndexOf('/')] + "/guess");
        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_camera_whose_name_cannot_be_looked_up_shows_its_street()
    {
        await using var server = await VideoServer.StartAsync(new FeedList(Feed) { IsDown = true });
        using var response = await server.Client.GetAsync(await server.TicketAsync(Feed.Id, Grant) + "/still.png");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Viewers_do_not_hold_up_the_server_when_it_stops()
    {
        await using var server = await VideoServer.StartAsync(Feed);
        await using var viewer = await StreamViewer.ConnectAsync(server.Client, await server.TicketAsync(Feed.Id, Grant));
        await server.StopAsync().WaitAsync(TimeSpan.FromSeconds(10));
        (await viewer!.SeesMoreAsync(server.Clock)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_viewer_that_leaves_is_let_go()
    {
        await using var server = await VideoServer.StartAsync(Feed);
        var viewer = await StreamViewer.ConnectAsync(server.Client, await server.TicketAsync(Feed.Id, Grant));
        await viewer!.DisposeAsync();
        await server.Video.CloseAsync(Feed.Id, Grant, default).WaitAsync(TimeSpan.FromSeconds(10));
    }
}
