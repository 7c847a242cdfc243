using Dragonfly.Conformance.Unlocks;
using Microsoft.Extensions.Time.Testing;

namespace Dragonfly.Local.Tests.Unlocks.Video;

/// <summary>The simulated cameras, whichever way they are called, with viewers over HTTP.</summary>
public abstract class ServedVideoConformance : VideoSystemConformance, IAsyncLifetime
{
    internal VideoServer Server { get; private set; } = null!;

    protected override DateTimeOffset Now => Server.Clock.GetUtcNow();

    public async Task InitializeAsync() => Server = await VideoServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();

    protected override Task PassAsync(TimeSpan time)
    {
        Server.Clock.Advance(time);
        return Task.CompletedTask;
    }

    protected override async Task<IViewer?> ViewAsync(string url) =>
        await StreamViewer.ConnectAsync(Server.Client, url) is { } stream ? new Viewer(stream, Server.Clock) : null;

    private sealed class Viewer(StreamViewer stream, FakeTimeProvider clock) : IViewer
    {
        public Task<bool> SeesMoreAsync() => stream.SeesMoreAsync(clock);

        public ValueTask DisposeAsync() => stream.DisposeAsync();
    }
}
