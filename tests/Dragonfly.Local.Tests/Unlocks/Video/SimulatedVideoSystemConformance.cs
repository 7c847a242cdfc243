using Dragonfly.Conformance.Unlocks;
using Dragonfly.Core.Unlocks;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dragonfly.Local.Tests.Unlocks.Video;

/// <summary>The simulation keeps the contract, as seen by viewers over HTTP.</summary>
public sealed class SimulatedVideoSystemConformance : VideoSystemConformance, IAsyncLifetime
{
    private VideoServer server = null!;

    protected override IVideoSystem Video => server.Video;

    protected override DateTimeOffset Now => server.Clock.GetUtcNow();

    public async Task InitializeAsync() => server = await VideoServer.StartAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    protected override Task PassAsync(TimeSpan time)
    {
        server.Clock.Advance(time);
        return Task.CompletedTask;
    }

    protected override async Task<IViewer?> ViewAsync(string url) =>
        await StreamViewer.ConnectAsync(server.Client, url) is { } stream ? new Viewer(stream, server.Clock) : null;

    private sealed class Viewer(StreamViewer stream, FakeTimeProvider clock) : IViewer
    {
        public Task<bool> SeesMoreAsync() => stream.SeesMoreAsync(clock);

        public ValueTask DisposeAsync() => stream.DisposeAsync();
    }
}
