using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Dragonfly.Conformance;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Emulators.Cosmos;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Incidents;
using Dragonfly.Functions.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Dragonfly.Functions.Tests.Storage;

/// <summary>What Cosmos DB and the way to it can do to us: an error or a retry, never a lost incident, and a message that says what to do.</summary>
public sealed class CosmosFaultTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(1);

    private TestCosmos cosmos = null!;
    private CosmosIncidentStore store = null!;

    public async Task InitializeAsync() => store = new((cosmos = await TestCosmos.OpenAsync()).Database);

    public Task DisposeAsync() => cosmos.DisposeAsync().AsTask();

    [Fact]
    public async Task A_short_storm_of_429_is_waited_out()
    {
        var (incident, write) = New();
        using var storm = cosmos.StandIn.Faults.Throttle(3, Soon);
        (await store.TryWriteAsync(write, default)).ShouldBeTrue();
        storm.Struck.ShouldBe(3);
        (await store.ReadAsync(incident.Id, default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_long_one_is_an_error_that_loses_nothing()
    {
        var (incident, write) = New();
        using (var storm = cosmos.StandIn.Faults.Throttle(int.MaxValue, Soon))
        {
            (await Should.ThrowAsync<StoreUnavailableException>(() => store.TryWriteAsync(write, default))).Message.ShouldBe("the incident store is unavailable");
            await Should.ThrowAsync<StoreUnavailableException>(async () => await store.ReadAsync(incident.Id, default));
            await Should.ThrowAsync<StoreUnavailableException>(async () => await store.CountAsync(TestCad.Noon, default));
            storm.Struck.ShouldBeGreaterThan(6);
        }

        (await store.ReadAsync(incident.Id, default)).ShouldBeNull();
        (await store.TryWriteAsync(write, default)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_write_whose_answer_was_lost_loses_against_itself()
    {
        var (incident, first) = New();
        await AmbiguousAsync(first);
        await AmbiguousAsync(incident.Do(TestCad.Noon.AddSeconds(1), new LockFeeds(null, "wrong address")));
        Chain.FaultIn(await store.ReadTimelineAsync(incident.Id, 0, 100, default)).ShouldBeNull();

        async Task AmbiguousAsync(IncidentWrite write)
        {
            using (cosmos.StandIn.Faults.LoseAnswer(1))
                (await Record.ExceptionAsync(async () => (await store.TryWriteAsync(write, default)).ShouldBeFalse())).ShouldBeOfType<StoreUnavailableException>();
            (await store.TryWriteAsync(write, default)).ShouldBeFalse();
            (await store.ReadAsync(incident.Id, default)).ShouldNotBeNull().Incident.Hash.ShouldBe(write.Incident.Hash);
        }
    }

    [Fact]
    public async Task A_caller_who_gives_up_after_a_write_was_sent_does_not_stop_it()
    {
        var (incident, write) = New();
        using var gone = new CancellationTokenSource();
        using var held = cosmos.StandIn.Faults.Hold(1, request => request.IsWrite);
        var writing = store.TryWriteAsync(write, gone.Token);
        await held.First;
        await gone.CancelAsync();
        writing.IsCompleted.ShouldBeFalse();
        held.Release();
        (await writing).ShouldBeTrue();
        (await store.ReadAsync(incident.Id, default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_reader_who_gives_up_is_not_kept()
    {
        await store.CountAsync(TestCad.Noon, default);
        using var gone = new CancellationTokenSource();
        using var held = cosmos.StandIn.Faults.Hold(int.MaxValue);
        var reading = store.ReadAsync(New().Incident.Id, gone.Token).AsTask();
        await held.First;
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task Partitions_that_split_lose_nobody()
    {
        var incidents = new List<IncidentId>();
        for (var i = 0; i < 30; i++) await AddAsync($"{i}");
        var (seen, query) = (new List<IncidentId>(), new IncidentSearch(new("cpd"), 4));
        while (await store.SearchAsync(query, default) is { IsEmpty: false } page)
        {
            seen.AddRange(page.Select(stored => stored.Incident.Id));
            query = query with { After = new(page[^1].Incident.ReceivedAt, page[^1].Incident.Id) };
            if (seen.Count <= 12) cosmos.StandIn.SplitPartition("dragonfly", "log", cosmos.StandIn.PhysicalPartitions("dragonfly", "log")[0]);
        }

        seen.ShouldBe(incidents, ignoreOrder: true);
        foreach (var id in incidents)
        {
            var incident = TestIncident.From((await store.ReadAsync(id, default)).ShouldNotBeNull());
            (await store.TryWriteAsync(incident.Do(TestCad.Noon.AddHours(1), new LockFeeds(null, "wrong address")), default)).ShouldBeTrue();
        }

        async Task AddAsync(string number)
        {
            var (incident, write) = New(number);
            (await store.TryWriteAsync(write, default)).ShouldBeTrue();
            incidents.Add(incident.Id);
        }
    }

    [Fact]
    public async Task An_identity_without_a_role_is_told_which()
    {
        using var _ = cosmos.StandIn.Faults.Forbid(int.MaxValue, request => request.Operation != "metadata");
        (await RefusedAsync(() => store.TryWriteAsync(New().Write, default))).ShouldContain("Cosmos DB Built-in Data Contributor");
        (await RefusedAsync(async () => await store.ReadAsync(New().Incident.Id, default))).ShouldContain("Cosmos DB Built-in Data Contributor");
        (await RefusedAsync(async () => await store.ReadDueAsync(TestCad.Noon, 10, default))).ShouldContain("Cosmos DB Built-in Data Contributor");
    }

    [Fact]
    public async Task An_identity_that_is_not_known_is_told_so()
    {
        using var _ = cosmos.StandIn.Faults.Unauthorize(int.MaxValue, request => request.Operation != "metadata");
        (await RefusedAsync(() => store.TryWriteAsync(New().Write, default))).ShouldContain("AZURE_CLIENT_ID");
    }

    [Fact]
    public async Task A_wrong_database_is_named()
    {
        using var elsewhere = TestCosmos.Connect(cosmos.StandIn, name: "elsewhere");
        var lost = new CosmosIncidentStore(elsewhere);
        foreach (var message in new[] { await RefusedAsync(() => lost.TryWriteAsync(New().Write, default)), await RefusedAsync(async () => await lost.ReadDueAsync(TestCad.Noon, 1, default)) })
            message.ShouldContain("DRAGONFLY_COSMOS_DATABASE");
        (await Should.ThrowAsync<CosmosRefusedException>(() => CosmosSetup.CheckAsync(elsewhere, default))).Message.ShouldContain("no database elsewhere");
        await CosmosSetup.CheckAsync(cosmos.Database, default);
    }

    [Fact]
    public async Task An_account_that_is_less_than_strongly_consistent_is_refused()
    {
        await using var weak = new CosmosStandIn(options: new() { Strong = false });
        using var database = TestCosmos.Connect(weak);
        (await Should.ThrowAsync<CosmosRefusedException>(() => CosmosSetup.CheckAsync(database, default))).Message.ShouldContain("Strong");
        (await RefusedAsync(async () => await new CosmosIncidentStore(database).ReadAsync(New().Incident.Id, default))).ShouldContain("Strong");
    }

    [Fact]
    public async Task An_endpoint_that_nobody_answers_is_named_within_the_deadline()
    {
        var clock = new FakeTimeProvider();
        using var unreachable = TestCosmos.Connect(cosmos.StandIn, clock: clock);
        using var _ = cosmos.StandIn.Faults.RefuseConnection(int.MaxValue);
        var refused = RefusedAsync(async () => await new CosmosIncidentStore(unreachable).ReadAsync(New().Incident.Id, default));
        while (!refused.IsCompleted)
        {
            clock.Advance(CosmosCalls.Deadline / 10);
            await Task.Yield();
        }

        (await refused).ShouldContain("DRAGONFLY_COSMOS_ENDPOINT");
    }

    [Fact]
    public async Task Request_units_are_counted_by_container_and_operation()
    {
        var measured = new ConcurrentBag<(double Units, string Operation)>();
        using var meter = new MeterListener { InstrumentPublished = (instrument, listener) => { if (instrument.Name == "dragonfly.store.request_units") listener.EnableMeasurementEvents(instrument); } };
        meter.SetMeasurementEventCallback<double>((_, units, tags, _) => measured.Add((units, string.Join('/', tags.ToArray().Select(tag => tag.Value)))));
        meter.Start();
        await store.TryWriteAsync(New("counted").Write, default);
        measured.ShouldContain(one => one.Operation == "log/write" && one.Units > 5);
    }

    [Fact]
    public async Task A_slow_call_is_logged_with_its_diagnostics_and_without_what_was_written()
    {
        var logger = new Lines();
        using var slow = TestCosmos.Connect(cosmos.StandIn, logger: logger, slow: TimeSpan.Zero);
        await new CosmosIncidentStore(slow).TryWriteAsync(New("slow").Write, default);
        var line = logger.All.ShouldHaveSingleItem();
        line.ShouldContain("the incident store's write took");
        line.ShouldContain("\"name\":");
        line.ShouldNotContain("Broad St");
        line.ShouldNotContain(cosmos.StandIn.Key);
    }

    private static (TestIncident Incident, IncidentWrite Write) New(string number = "1")
    {
        var incident = TestIncident.New(number);
        return (incident, incident.Do(TestCad.Noon, TestCad.Message(number, TestCad.Noon)));
    }

    private static async Task<string> RefusedAsync(Func<Task> call) => (await Should.ThrowAsync<StoreUnavailableException>(call)).InnerException.ShouldBeOfType<CosmosRefusedException>().Message;

    private sealed class Lines : ILogger
    {
        public ConcurrentQueue<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => All.Enqueue(formatter(state, exception));
    }
}
