using System.Globalization;
using System.Text.RegularExpressions;
using Dragonfly.Conformance;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Local.Access;
using Dragonfly.Local.Accesses;
using Dragonfly.Local.Audit;
using Dragonfly.Local.Incidents;
using Dragonfly.Local.Registry;
using Dragonfly.Local.Storage;
using Microsoft.Data.Sqlite;

namespace Dragonfly.Local.Tests.Storage;

public sealed partial class SqliteDatabaseTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private SqliteDatabase database = null!;
    private SqliteIncidentStore store = null!;

    [Fact]
    public async Task Is_there_after_a_restart()
    {
        var (incident, writes) = EveryEvent.Happened();
        foreach (var write in writes) await store.TryWriteAsync(write, default);
        await ReopenAsync();
        (await store.ReadAsync(incident.Id, default)).ShouldNotBeNull().Incident.Hash.ShouldBe(incident.Incident.Hash);
    }

    [Fact]
    public void A_second_owner_is_refused() =>
        Should.Throw<DataFolderException>(() => SqliteDatabase.Open(folder.Path)).Message.ShouldContain($"{folder.Path} is in use by another process");

    [Fact]
    public async Task A_newer_database_is_refused()
    {
        await database.WriteAsync("test", session => session.Execute("PRAGMA user_version = 99"));
        await database.DisposeAsync();
        Should.Throw<DataFolderException>(() => SqliteDatabase.Open(folder.Path)).Message.ShouldContain("version 99");
        Should.Throw<DataFolderException>(() => SqliteDatabase.Open(folder.Path)).Message.ShouldContain("version 99", customMessage: "the refusal must let go of the folder");
    }

    [Fact]
    public async Task What_is_no_database_is_refused()
    {
        await database.DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "dragonfly.db"), new string('x', 8192));
        Should.Throw<DataFolderException>(() => SqliteDatabase.Open(folder.Path)).Message.ShouldContain("dragonfly.db cannot be opened");
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_refused()
    {
        var file = Path.Combine(folder.Path, "file");
        File.WriteAllText(file, "");
        Should.Throw<DataFolderException>(() => SqliteDatabase.Open(Path.Combine(file, "data"))).Message.ShouldContain("cannot be used");
    }

    [Fact]
    public async Task Every_commit_is_flushed_to_disk()
    {
        (await database.WriteAsync("test", session => session.Scalar("PRAGMA synchronous"))).ShouldBe(2L);
        (await database.WriteAsync("test", session => session.Scalar("PRAGMA journal_mode"))).ShouldBe("wal");
    }

    [Fact]
    public async Task Disposing_commits_what_waits()
    {
        var writes = Enumerable.Range(0, 200).Select(i => Reported($"{i}")).ToArray();
        var pending = writes.Select(write => store.TryWriteAsync(write, default)).ToArray();
        await ReopenAsync();
        (await Task.WhenAll(pending)).ShouldAllBe(written => written);
        foreach (var write in writes) (await store.ReadAsync(write.Incident.Id, default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task After_disposing_every_call_finds_the_store_unavailable()
    {
        await database.DisposeAsync();
        await database.DisposeAsync();
        await Should.ThrowAsync<StoreUnavailableException>(() => store.TryWriteAsync(Reported("1"), default));
        await Should.ThrowAsync<StoreUnavailableException>(async () => await store.ReadAsync(TestIncident.New("1").Id, default));
    }

    [Fact]
    public async Task A_full_disk_fails_the_whole_group_and_is_got_over()
    {
        await store.TryWriteAsync(Reported("before"), default);
        await Pragma("max_page_count = 1");

        var pending = await GroupOf([.. Enumerable.Range(0, 100).Select(i => Reported($"{i}"))]);
        foreach (var write in pending) (await Should.ThrowAsync<StoreUnavailableException>(() => write)).InnerException.ShouldBeOfType<SqliteException>().SqliteErrorCode.ShouldBe(13);
        (await store.CountAsync(DateTimeOffset.MaxValue, default)).Open.ShouldBe(1);

        await Pragma("max_page_count = 1000000");
        (await store.TryWriteAsync(Reported("0"), default)).ShouldBeTrue();
        (await store.CountAsync(DateTimeOffset.MaxValue, default)).Open.ShouldBe(2);
    }

    [Fact]
    public async Task A_write_that_throws_fails_alone()
    {
        Task poison = null!;
        var group = await GroupOf([Reported("1"), Reported("2")], () => poison = database.WriteAsync("test", _ => throw new FormatException("poison")));
        await Should.ThrowAsync<FormatException>(() => poison);
        (await Task.WhenAll(group)).ShouldAllBe(written => written);
    }

    [Fact]
    public async Task A_write_that_breaks_a_constraint_fails_alone_and_whole()
    {
        Task poison = null!;
        var group = await GroupOf([Reported("1"), Reported("2")], () => poison = database.WriteAsync("test", session =>
        {
            session.Execute("INSERT INTO entry VALUES (77, 1, 0, '', '', '{}')");
            session.Execute("INSERT INTO entry VALUES (77, 1, 0, '', '', '{}')");
        }));
        await Should.ThrowAsync<StoreUnavailableException>(() => poison);
        (await Task.WhenAll(group)).ShouldAllBe(written => written);
        (await database.ReadAsync("test", session => session.Scalar("SELECT count(*) FROM entry WHERE timeline = 77"))).ShouldBe(0L);
    }

    [Fact]
    public async Task A_caller_goes_on_off_the_writer_thread()
    {
        Task goesOn = null!;
        await GroupOf([Reported("1")], () => goesOn = store.TryWriteAsync(Reported("2"), default).ContinueWith(
            _ => Thread.CurrentThread.Name.ShouldNotBe("SQLite writer"), default, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default));
        await goesOn;
    }

    [Fact]
    public async Task A_write_that_finds_nobody_writing_is_committed_by_its_own_thread()
    {
        var (write, caller) = (database.WriteAsync("test", _ => Environment.CurrentManagedThreadId), Environment.CurrentManagedThreadId);
        write.IsCompleted.ShouldBeTrue();
        (await write).ShouldBe(caller);
    }

    [Fact]
    public async Task Every_query_is_answered_from_an_index_and_in_its_order()
    {
        await store.ReadAsync(TestIncident.New("1").Id, default);
        await store.QueryAsync(new(new("cpd"), null, null, null, 10), default);
        await store.SearchAsync(new(new("cpd"), 10), default);
        await store.SearchAsync(new(new("cpd"), 10) { CallType = "ROBBERY" }, default);
        await store.ReadDueAsync(TestCad.Noon, 10, default);
        await store.ReadHoldingAsync([new("1")], default);
        await store.ReadTimelineAsync(TestIncident.New("1").Id, 0, 10, default);
        await store.CountAsync(TestCad.Noon, default);
        var (archive, timelines) = (new SqliteAuditArchive(database), new SqliteTimelines(database));
        await timelines.ReadAsync(new("policy"), 0, 10, default);
        await archive.ReadHeadAsync(new("policy"), default);
        await archive.ReadChangedAsync(TestCad.Noon, default);
        await archive.ListAsync(new(new("cpd"), 10), default);
        await archive.ReadAsync(new("policy"), 0, 10, default);
        await archive.QueryAsync(new(new("cpd"), 10), default);
        await archive.QueryAsync(new(new("cpd"), 10) { Timeline = new("policy") }, default);
        var (accesses, people) = (new SqliteAccessLog(database), new SqlitePeople(database));
        await accesses.ReadAsync(new(new("partner-1"), 10) { Feed = new("1") }, default);
        await accesses.ReadViewsAsync(TestCad.Noon, null, 10, default);
        await people.FindAsync(["ann"], default);
        await people.ListAsync(null, 10, default);
        using var registry = await SqliteRegistry.OpenAsync(database); // Reads everything, once.
        await registry.ReadAsync(new("p"), default);
        await registry.ReadFeedsAsync(new("p"), null, null, 10, default);
        await registry.ReadFeedIdsAsync(new("p"), null, default);
        await registry.FindFeedsAsync(new("p"), [new("1")], default);
        await registry.FindReferencesAsync(new("p"), ["1"], default);
        foreach (var query in (PartnerQuery[])[new(10), new(10, Status: PartnerStatus.Applied), new(10, User: "ann"), new(10, Installer: new("epb")), new(10, EndedBefore: TestCad.Noon)]) await registry.ListAsync(query, default);
        var plans = await ExplainAsync();
        plans.Length.ShouldBe(30);
        foreach (var (sql, steps) in plans)
        {
            steps.ShouldNotContain(step => step.Contains("TEMP B-TREE"), sql);
            steps.ShouldNotContain(step => step.StartsWith("SCAN ") && !step.StartsWith("SCAN (subquery") && !GoesThrough().IsMatch(step), sql);
        }
    }

    public Task InitializeAsync()
    {
        Open();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }

    private static IncidentWrite Reported(string number) => TestIncident.New(number).Do(TestCad.Noon, TestCad.Message(number, TestCad.Noon));

    private ValueTask<(string Sql, List<string> Steps)[]> ExplainAsync() => database.ReadAsync("test", session => session.Statements
        .Where(sql => !sql.StartsWith("EXPLAIN") && !sql.EndsWith("FROM partner") && !sql.EndsWith("FROM feed")).ToArray().Select(sql => (Sql: sql, Steps: PlanOf(session, sql))).ToArray());

    private static List<string> PlanOf(SqliteSession session, string sql)
    {
        var parameters = Regex.Matches(sql, @"\$(\d+)").Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();
        using var rows = session.Query($"EXPLAIN QUERY PLAN {sql}", new object?[parameters]);
        var steps = new List<string>();
        while (rows.Read()) steps.Add(rows.GetString(3));
        return steps;
    }

    private void Open()
    {
        database = SqliteDatabase.Open(folder.Path);
        store = new(database);
    }

    private async Task ReopenAsync()
    {
        await database.DisposeAsync();
        Open();
    }

    private Task Pragma(string pragma) => database.WriteAsync("test", session => session.Execute($"PRAGMA {pragma}"));

    // Holds the writer up until all are queued, so that they share one transaction.
    private async Task<Task<bool>[]> GroupOf(IncidentWrite[] writes, Action? between = null)
    {
        var (busy, queued) = (new TaskCompletionSource(), new TaskCompletionSource());
        var holding = Task.Run(() => database.WriteAsync("test", _ =>
        {
            busy.SetResult();
            queued.Task.Wait();
        }));
        await busy.Task;
        var pending = writes.Take(writes.Length / 2).Select(write => store.TryWriteAsync(write, default)).ToList();
        between?.Invoke();
        pending.AddRange(writes.Skip(writes.Length / 2).Select(write => store.TryWriteAsync(write, default)));
        queued.SetResult();
        await holding;
        return [.. pending];
    }

    // What is asked for, and the lines of access logs that are not over, which are few.
    [GeneratedRegex("^SCAN (json_each|access USING (COVERING )?INDEX access_live)")]
    private static partial Regex GoesThrough();
}
