using System.Collections.Concurrent;
using System.Collections.Immutable;
using Dragonfly.Conformance;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Functions.Events;
using Dragonfly.Local.Audit;
using Dragonfly.Local.Events;
using Dragonfly.Local.Hosting;
using Dragonfly.Local.Incidents;
using Dragonfly.Local.Storage;
using Dragonfly.Local.Tests.City;
using Dragonfly.Local.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker;
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
        var builder = TestHost.Builder(typeof(Takes));
        builder.Services.AddSingleton<Taken>();
        builder.Services.AddEvents(database, folder.Path);
        var app = builder.Build();
        await app.StartAsync();
        return new(app, killed ? database : null);
    }

    private sealed class Host(WebApplication app, SqliteDatabase? killed) : IAsyncDisposable
    {
        public Taken Taken => app.Services.GetRequiredService<Taken>();

        public FakeTimeProvider Clock => (FakeTimeProvider)app.Services.GetRequiredService<TimeProvider>();

        public async ValueTask DisposeAsync()
        {
            var before = killed is null ? null : await Position(killed);
            await app.DisposeAsync();
            if (killed is not null) await killed.WriteAsync("test", session => { session.Execute("UPDATE log_reader SET position = $1 WHERE name = 'events'", before); });
        }

        private static async Task<object?> Position(SqliteDatabase database) => await database.ReadAsync("test", session => session.Scalar("SELECT position FROM log_reader WHERE name = 'events'"));
    }

    private sealed class Taken
    {
        private int failures;

        public ConcurrentQueue<LogChange> Packs { get; } = [];

        public int Failures { get => Volatile.Read(ref failures); set => Volatile.Write(ref failures, value); }

        public int Largest { get; private set; }

        public ImmutableArray<long> Sequences => [.. Packs.SelectMany(pack => Enumerable.Range(0, pack.Entries!.Value.Length).Select(i => pack.First + i))];

        public void Take(IReadOnlyList<LogChange> changes)
        {
            if (Interlocked.Decrement(ref failures) >= 0) throw new InvalidOperationException("as ordered");
            Largest = Math.Max(Largest, changes.Sum(pack => pack.Entries!.Value.Length));
            foreach (var pack in changes) Packs.Enqueue(pack);
        }
    }

    private sealed class Takes(Taken taken)
    {
        [Function("Take")]
        [ExponentialBackoffRetry(-1, "00:00:01", "00:01:00")]
        public void Take([CosmosDBTrigger("database", "log")] IReadOnlyList<LogChange> changes) => taken.Take(changes);
    }
}
