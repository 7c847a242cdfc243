using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Storage;
using Dragonfly.Local.Unlocks.Video;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dragonfly.Local.Tests.Unlocks.Video;

public sealed class LeaseFileTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 8, 14, 18, 3, 27, 400, TimeSpan.Zero);
    private static readonly LeaseRecord Open = new(new("incident-1"), new("feed-1"), At.AddHours(1), 3, At.AddTicks(7));
    private static readonly LeaseRecord Closed = Open with { ClosedAt = At.AddMinutes(2) };
    private static readonly LeaseRecord Other = new(new("incident-2"), new("feed-2"), DateTimeOffset.MaxValue);

    private readonly TemporaryFolder folder = new();

    private string Path => System.IO.Path.Combine(folder.Path, "video-leases.jsonl");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_was_written_last_of_each_is_there_next_time()
    {
        (await WriteAsync(Open, Other, Closed)).ShouldBeEmpty();
        (await WriteAsync()).ShouldBe([Closed, Other], ignoreOrder: true);
    }

    [Fact]
    public async Task A_last_line_that_was_cut_short_anywhere_is_not_there_and_the_next_takes_its_place()
    {
        await WriteAsync(Open);
        var first = new FileInfo(Path).Length;
        await WriteAsync(Closed);
        var whole = await File.ReadAllBytesAsync(Path);
        for (var length = first; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(Path, whole[..(int)length]);
            (await WriteAsync(Other)).ShouldBe([Open], $"{length} bytes of {whole.Length}");
            (await WriteAsync()).ShouldBe([Open, Other], ignoreOrder: true);
        }
    }

    [Fact]
    public async Task The_same_lines_twice_say_the_same()
    {
        await WriteAsync(Open, Other, Closed);
        var whole = await File.ReadAllBytesAsync(Path);
        await File.WriteAllBytesAsync(Path, [.. whole, .. whole]);
        (await WriteAsync()).ShouldBe([Closed, Other], ignoreOrder: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0\0\0\0\0\0")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1, 2]")]
    [InlineData("{\"grant\":\"incident-1\",\"feed\":\"feed-1\",\"expiresAt\":\"soon\"}")]
    public async Task A_line_that_says_nothing_is_passed_over(string line)
    {
        await WriteAsync(Open);
        await File.AppendAllTextAsync(Path, line + "\n");
        (await WriteAsync(Other)).ShouldBe([Open]);
        (await WriteAsync()).ShouldBe([Open, Other], ignoreOrder: true);
    }

    [Fact]
    public async Task Written_anew_it_says_the_same_in_fewer_lines_and_goes_on()
    {
        await using (var file = OpenFile())
        {
            for (var i = 0; i <= LeaseFile.FewLines; i++) file.Write(Open with { Attempt = i });
            var flushed = file.FlushAsync();
            file.Tidy([Open], 1);
            file.Write(Other);
            await flushed;
            await file.FlushAsync();
        }

        (await File.ReadAllLinesAsync(Path)).Length.ShouldBe(2);
        (await WriteAsync()).ShouldBe([Open, Other], ignoreOrder: true);
    }

    [Fact]
    public async Task While_most_of_it_counts_it_is_not_written_anew()
    {
        await using var file = OpenFile();
        for (var i = 0; i <= LeaseFile.FewLines; i++) file.Write(Open with { Grant = new($"incident-{i}") });
        var length = new FileInfo(Path).Length;
        file.Tidy([], LeaseFile.FewLines);
        new FileInfo(Path).Length.ShouldBe(length);
    }

    [Fact]
    public async Task What_a_process_left_that_was_killed_as_it_wrote_it_anew_does_not_count()
    {
        await WriteAsync(Open);
        await File.WriteAllTextAsync(Path + ".new", "{");
        (await WriteAsync()).ShouldBe([Open]);
    }

    [Fact]
    public async Task Two_processes_do_not_share_it()
    {
        await using var file = OpenFile();
        Should.Throw<DataFolderException>(OpenFile);
    }

    [Fact]
    public async Task Given_free_it_takes_nothing_more()
    {
        var file = OpenFile();
        await file.DisposeAsync();
        Should.Throw<ObjectDisposedException>(() => file.Write(Open));
        await Should.ThrowAsync<IOException>(file.FlushAsync);
    }

    [Fact]
    public async Task Many_at_once_are_all_there()
    {
        await using (var file = OpenFile())
        {
            await Parallel.ForAsync(0, 500, async (i, _) =>
            {
                file.Write(Open with { Grant = new($"incident-{i}") });
                await file.FlushAsync();
            });
        }

        (await WriteAsync()).Select(lease => lease.Grant).ShouldBe(Enumerable.Range(0, 500).Select(i => new GrantId($"incident-{i}")), ignoreOrder: true);
    }

    private LeaseFile OpenFile() => LeaseFile.Open(folder.Path, NullLogger<LeaseFile>.Instance);

    // A process finds what there is, writes, and ends.
    private async Task<IReadOnlyCollection<LeaseRecord>> WriteAsync(params LeaseRecord[] leases)
    {
        await using var file = OpenFile();
        foreach (var lease in leases) file.Write(lease);
        return file.Found;
    }
}
