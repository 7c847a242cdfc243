using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Unlocks.Video;
using Dragonfly.Local.Unlocks.Video.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Dragonfly.Local.Tests.Unlocks.Video;

/// <summary>The simulated cameras on a real server, with a clock that is driven by hand.</summary>
internal sealed class VideoServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly TemporaryFolder folder;

    private VideoServer(WebApplication app, FakeTimeProvider clock, TemporaryFolder folder) => (this.app, Clock, this.folder) = (app, clock, folder);

    public FakeTimeProvider Clock { get; }

    public HttpClient Client { get; } = new();

    /// <summary>What lets its bearer use the gateway before it.</summary>
    public const string GatewayToken = "video-server";

    public Uri Gateway => new(app.Services.GetRequiredService<LocalAddress>().Current, "video-gateway/");

    public VideoFaults Faults => app.Services.GetRequiredService<VideoFaults>();

    public SimulatedVideoSystem Video => app.Services.GetRequiredService<SimulatedVideoSystem>();

    public static async Task<VideoServer> StartAsync(params Feed[] feeds) => await StartAsync(new FeedList(feeds));

    public static async Task<VideoServer> StartAsync(IRegistry registry)
    {
        var clock = new FakeTimeProvider(new(2026, 8, 14, 18, 3, 27, TimeSpan.Zero));
        var folder = new TemporaryFolder();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton(registry).AddSimulatedVideo(folder.Path);
        var app = builder.Build();
        app.MapSimulatedVideo();
        app.MapVideoGateway(GatewayToken);
        await app.StartAsync();
        return new(app, clock, folder);
    }

    /// <summary>Opens a feed for an hour and makes a ticket to it.</summary>
    public async Task<string> TicketAsync(FeedId feed, GrantId grant)
    {
        await Video.OpenAsync(feed, grant, 1, Clock.GetUtcNow().AddHours(1), default);
        return (await Video.TicketAsync(feed, grant, TicketId.Of(grant, "a"), Clock.GetUtcNow().AddSeconds(30), default)).Url;
    }

    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
        folder.Dispose();
    }
}
