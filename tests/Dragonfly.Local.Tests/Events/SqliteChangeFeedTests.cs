using Dragonfly.Conformance;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Local.Audit;
using Dragonfly.Local.Events;
using Dragonfly.Local.Incidents;
using Dragonfly.Local.Storage;
using Dragonfly.Local.Tests.City;
using Dragonfly.Local.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dragonfly.Local.Tests.Events;

/// <summary>What is written to SQLite is given to the functions that wait for it: all of it, in order, and again until they take it.</summary>
public sealed class SqliteChangeFeedTests : IAsyncLifetime
{
    private static readonly TimelineId Codes = new("codes/cpd");

    private readonly TemporaryFolder folder = new();
    private SqliteDatabase database = null!;

    public Task InitializeAsync()
    {
        database = SqliteDatabase.Open(folder.Path);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Entries_of_one_write_come_as_the_pack_that_the_deployed_store_has_of_them()
    {
        var (incident, writes) = EveryEvent.Happened();
        var store = new SqliteIncidentStore(database);
        foreach (var write in writes) (await store.TryWriteAsync(write, default)).ShouldBeTrue();
        await AppendAsync(3);

        await using var host = await StartAsync();
        await SeesAsync(host, incident.Timeline.Count + 3);
        var packs = host.Taken.Packs.ToArray();
        packs.Select(pack => (pack.Timeline, pack.Agency, pack.First, pack.Entries!.Value.Length)).ShouldBe(
            [.. writes.Select(write => ((string?)incident.Id.Timeline.Value, (string?)"cpd", write.Entries[0].Sequence, write.Entries.Length)), (Codes.Value, "cpd", 1, 3)]);
        packs[0].Id.ShouldBe("00000000000000000001");
    }

    [Fact]
    public async Task A_write_wakes_it()
    {
        await using var host = await StartAsync();
        await AppendAsync(1);
        await SeesAsync(host, 1);
        await AppendAsync(1);
        await SeesAsync(host, 2);
    }

    [Fact]
    public async Task What_fails_comes_again_and_nothing_that_follows_comes_before_it()
    {
        await using var host = await StartAsync();
        host.Taken.Failures = 3;
        await AppendAsync(2);
        await Eventually.SeeAsync(() => host.Taken.Failures < 3);
        await AppendAsync(1_200);
        await Eventually.SeeAsync(() => Task.FromResult(host.Taken.Sequences), seen => seen.Length == 1_202, () => host.Clock.Advance(TimeSpan.FromSeconds(1)));
        host.Taken.Sequences.ShouldBe(Enumerable.Range(1, 1_202).Select(i => (long)i));
        host.Taken.Largest.ShouldBeLessThanOrEqualTo(500);
    }

    [Fact]
    public async Task A_restart_goes_on_where_it_was_and_a_kill_no_later()
    {
        await using (var host = await StartAsync())
        {
            await AppendAsync(5);
            await SeesAsync(host, 5);
        }

        await AppendAsync(2);
        await using (var host = await StartAsync())
        {
            await SeesAsync(host, 2);
            host.Taken.Sequences.ShouldBe([6, 7]);
        }

        // Killed: what was read is not written down.
        await using (var host = await StartAsync(killed: true))
        {
            await AppendAsync(2);
            await SeesAsync(host, 2);
        }

        await using (var host = await StartAsync())
        {
            await AppendAsync(1);
            await SeesAsync(host, 3);
            host.Taken.Sequences.ShouldBe([8, 9, 10]);
        }
    }

    [Fact]
    public async Task Where_it_is_is_written_down_within_a_second()
    {
        await using var host = await StartAsync();
        await AppendAsync(2);
        await SeesAsync(host, 2);
        await Eventually.SeeAsync(
            async () => await database.ReadAsync("test", session => (long)session.Scalar("SELECT position FROM log_reader WHERE name = 'events'")!), position => position == 2, () => host.Clock.Advance(TimeSpan.FromMilliseconds(100)));
    }

    [Fact]
    public async Task What_was_there_to_begin_with_can_be_passed_over()
    {
        await AppendAsync(7);
        await LogReader.SkipAsync(database);
        await using var host = await StartAsync();
        await AppendAsync(1);
        await SeesAsync(host, 1);
        host.Taken.Sequences.ShouldBe([8]);
    }

    private static Task SeesAsync(Host host, int entries) => Eventually.SeeAsync(() => host.Taken.Sequences.Length == entries);

    private async Task AppendAsync(int count)
    {
        var timelines = new SqliteTimelines(database);
        var known = await timelines.ReadAsync(Codes, 0, int.MaxValue, default);
        var more = Chain.Append(known.Length, known is [] ? "" : known[^1].Hash!, [.. Enumerable.Repeat(new CodesImported(CodeTable.Empty.Codes), count)], Origin.System("test"), TestCad.Noon);
        (await timelines.TryAppendAsync(Codes, more, default)).ShouldBeTrue();
    }

    private async Task<Host> StartAsync(bool killed = false)
    {
        var builder = TestHost.Builder(typeof(FeedFunction));
        builder.Services.AddSingleton<Taken>();
        builder.Services.AddEvents(database, folder.Path);
        var app = builder.Build();
        await app.StartAsync();
        return new(app, killed);
    }

    private sealed class Host(WebApplication app, bool killed) : IAsyncDisposable
    {
        public Taken Taken => app.Services.GetRequiredService<Taken>();

        public FakeTimeProvider Clock => (FakeTimeProvider)app.Services.GetRequiredService<TimeProvider>();

        // Who is killed is not stopped first.
        public async ValueTask DisposeAsync()
        {
            if (!killed) await app.StopAsync();
            await app.DisposeAsync();
        }
    }
}
