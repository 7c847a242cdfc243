using System.Net;
using System.Net.Sockets;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Tests.City;
using Dragonfly.Local.Unlocks.Video.Recording;
using Microsoft.Extensions.Time.Testing;

namespace Dragonfly.Local.Tests.Unlocks.Video.Recording;

/// <summary>A file gets to where it is wanted once, whole, or it is told why not. What any video system must do of this is the conformance suite's to show.</summary>
public sealed class ExportSenderTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(new(2026, 8, 14, 18, 0, 0, TimeSpan.Zero));
    private FileServer files = null!;
    private ExportSender sender = null!;

    public async Task InitializeAsync() => (files, sender) = (await FileServer.StartAsync(), new(clock));

    public async Task DisposeAsync()
    {
        sender.Dispose();
        await files.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20_000_000)]
    public async Task It_arrives_as_it_is(int length)
    {
        var file = new Bytes(length);
        (await SendAsync(file)).ShouldBe(new VideoExport(ExportState.Done, "video/mp4", length));
        files.Files["a"].ContentType.ShouldBe("video/mp4");
        files.Files["a"].Bytes.AsSpan().SequenceEqual(file.Content).ShouldBeTrue();
    }

    [Fact]
    public async Task A_no_comes_before_the_file_is_sent()
    {
        files.AnswerFirst(403);
        var file = new Bytes(50_000_000);
        (await SendAsync(file)).ShouldBe(new VideoExport(ExportState.Failed, Reason: VideoExport.TargetRefused));
        file.Written.ShouldBe(0);
    }

    [Fact]
    public async Task A_file_that_is_there_after_a_try_without_an_answer_is_ours()
    {
        files.AnswerFirst(500, 409);
        (await SendAsync(new Bytes(10))).State.ShouldBe(ExportState.Done);
        files.AnswerFirst(429, 412);
        (await SendAsync(new Bytes(10))).State.ShouldBe(ExportState.Failed, "whoever says that there are too many requests took nothing");
    }

    [Fact]
    public async Task Where_nobody_answers_it_is_given_up()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var target = new Uri($"http://{listener.LocalEndpoint}/a");
        listener.Stop();
        var asked = 0;
        var sent = await UntilAsync(sender.SendAsync(
            () =>
            {
                asked++;
                return target;
            },
            new Bytes(10)));
        sent.ShouldBe(new VideoExport(ExportState.Failed, Reason: VideoExport.TargetUnreachable));
        asked.ShouldBe(7);
    }

    [Fact]
    public async Task The_next_try_goes_by_the_newest_link()
    {
        files.AnswerFirst(503);
        var links = new Queue<Uri>([files.Link("old"), files.Link("new")]);
        (await UntilAsync(sender.SendAsync(links.Dequeue, new Bytes(10)))).State.ShouldBe(ExportState.Done);
        files.Files.Keys.ShouldBe(["new"]);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_has_failed()
    {
        (await SendAsync(new Bytes(10) { Breaks = true })).ShouldBe(new VideoExport(ExportState.Failed, Reason: VideoExport.TargetUnreachable));
        files.Files.ShouldBeEmpty("half a file is none");
    }

    [Fact]
    public async Task When_the_program_ends_so_does_the_sending()
    {
        files.AnswerFirst(503, 503, 503, 503, 503, 503, 503);
        var sending = sender.SendAsync(() => files.Link("a"), new Bytes(10));
        await Eventually.SeeAsync(() => files.Asked > 0);
        sender.Dispose();
        await Should.ThrowAsync<OperationCanceledException>(() => sending);
    }

    private Task<VideoExport> SendAsync(Bytes file) => UntilAsync(sender.SendAsync(() => files.Link("a"), file));

    private async Task<VideoExport> UntilAsync(Task<VideoExport> sending)
    {
        await Eventually.SeeAsync(() => Task.FromResult(sending.IsCompleted), done => done, () => clock.Advance(TimeSpan.FromSeconds(0.5)));
        return await sending;
    }

    private sealed class Bytes : IExportFile
    {
        public Bytes(int length)
        {
            Content = new byte[length];
            new Random(length).NextBytes(Content);
        }

        public byte[] Content { get; }

        public bool Breaks { get; init; }

        public long Written { get; private set; }

        public string ContentType => "video/mp4";

        public long Length => Content.Length;

        public async Task WriteAsync(Stream output, CancellationToken cancellation)
        {
            foreach (var piece in Content.Chunk(64 * 1024))
            {
                if (Breaks) throw new IOException("the disk is broken");
                await output.WriteAsync(piece, cancellation);
                Written += piece.Length;
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
