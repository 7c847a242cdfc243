using Dragonfly.Conformance.Unlocks;
using Microsoft.Extensions.Time.Testing;

namespace Dragonfly.Local.Tests.Unlocks.Video;

/// <summary>The simulated cameras, whichever way they are called, with viewers over HTTP.</summary>
public abstract class ServedVideoConformance : VideoSystemConformance, IAsyncLifetime
{
    private FileServer files = null!;
    private Taker store = null!;

    internal VideoServer Server { get; private set; } = null!;

    protected override DateTimeOffset Now => Server.Clock.GetUtcNow();

    protected override IFileStore Store => store;

    public async Task InitializeAsync()
    {
        files = await FileServer.StartAsync();
        store = new(files);
        Server = await VideoServer.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        await files.DisposeAsync();
    }

    protected override Task PassAsync(TimeSpan time)
    {
        Server.Clock.Advance(time);
        return Task.CompletedTask;
    }

    protected override async Task<IViewer?> ViewAsync(string url) =>
        await StreamViewer.ConnectAsync(Server.Client, url) is { } stream ? new Viewer(stream, Server.Clock) : null;

    private sealed class Taker(FileServer files) : IFileStore
    {
        public Uri Link(string file) => files.Link(file);

        public SentFile? Find(string file) => files.Files.TryGetValue(file, out var found) ? new(found.ContentType, found.Bytes) : null;

        public void AnswerFirst(params ReadOnlySpan<int> statuses) => files.AnswerFirst(statuses);
    }

    private sealed class Viewer(StreamViewer stream, FakeTimeProvider clock) : IViewer
    {
        public Task<bool> SeesMoreAsync() => stream.SeesMoreAsync(clock);

        public ValueTask DisposeAsync() => stream.DisposeAsync();
    }
}
