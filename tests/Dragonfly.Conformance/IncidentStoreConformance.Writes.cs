using System.Reflection;
using System.Text.Json.Serialization;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;

namespace Dragonfly.Conformance;

public abstract partial class IncidentStoreConformance
{
    [Fact]
    public async Task Holds_nothing_at_first()
    {
        var id = TestIncident.New("1").Id;
        (await Store.ReadAsync(id, default)).ShouldBeNull();
        (await TimelineAsync(id)).ShouldBeEmpty();
        (await Store.CountAsync(DateTimeOffset.MaxValue, default)).ShouldBe(new(0, 0));
    }

    [Fact]
    public async Task Reads_back_what_was_written()
    {
        var incident = await RobberyAsync("1", TestCad.Noon);
        Json(await Store.ReadAsync(incident.Id, default)).ShouldBe(Json(incident.Stored));
        (await TimelineAsync(incident.Id)).ShouldBe(incident.Timeline, new SameHash());
    }

    [Fact]
    public async Task What_CAD_told_may_be_gone_while_the_timeline_stands()
    {
        var incident = await RobberyAsync("1", TestCad.Noon);
        var write = incident.Do(TestCad.Noon.AddSeconds(1), new LockFeeds(null, "wrong address"));
        (await Store.TryWriteAsync(write with { Cad = null }, default)).ShouldBeTrue();
        (await Store.ReadAsync(incident.Id, default)).ShouldNotBeNull().Cad.ShouldBeNull();
        Chain.FaultIn(await TimelineAsync(incident.Id)).ShouldBeNull();
    }

    [Fact]
    public async Task A_message_that_names_no_units_can_be_kept()
    {
        var incident = TestIncident.New("1");
        var received = TestCad.Message("1", TestCad.Noon);
        await WriteAsync(incident, TestCad.Noon, received with { Message = received.Message with { Units = null } });
        (await Store.ReadAsync(incident.Id, default)).ShouldNotBeNull().Cad.ShouldNotBeNull().Message.Units.ShouldBeNull();
    }

    [Fact]
    public async Task Every_kind_of_entry_keeps_its_hash()
    {
        (TestIncident Incident, IReadOnlyList<IncidentWrite> Writes)[] both = [EveryEvent.Happened(), EveryEvent.Threatened()];
        var kinds = typeof(TimelineEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(kind => kind.DerivedType).Where(kind => kind.IsSubclassOf(typeof(IncidentEvent)));
        kinds.Except(both.SelectMany(one => one.Incident.Timeline).Select(entry => entry.Event.GetType())).ShouldBeEmpty("a new kind of event belongs into EveryEvent");

        foreach (var (incident, writes) in both)
        {
            foreach (var write in writes) (await Store.TryWriteAsync(write, default)).ShouldBeTrue();

            var timeline = await TimelineAsync(incident.Id);
            Chain.FaultIn(timeline).ShouldBeNull();
            timeline.ShouldBe(incident.Timeline, new SameHash());
            Json(await Store.ReadAsync(incident.Id, default)).ShouldBe(Json(incident.Stored));
            Json(new(Incident.Unreported(incident.Incident.Agency, incident.Incident.Number).Evolve(timeline), incident.Cad)).ShouldBe(Json(incident.Stored));
        }
    }

    [Fact]
    public async Task Of_two_first_writers_exactly_one_wins()
    {
        for (var round = 0; round < 20; round++)
        {
            var number = $"{round}";
            IncidentWrite[] rivals = [.. Enumerable.Range(1, 8).Select(i => TestIncident.New(number).Do(TestCad.Noon, TestCad.Message(number, TestCad.Noon.AddSeconds(i))))];
            var won = await Task.WhenAll(rivals.Select(write => Task.Run(() => Store.TryWriteAsync(write, default))));
            won.Count(yes => yes).ShouldBe(1);
            var winner = rivals[won.IndexOf(true)];
            (await Store.ReadAsync(winner.Incident.Id, default)).ShouldNotBeNull().Incident.Hash.ShouldBe(winner.Incident.Hash);
            (await TimelineAsync(winner.Incident.Id)).ShouldBe(winner.Entries, new SameHash());
        }
    }

    [Fact]
    public async Task A_stale_write_writes_nothing()
    {
        var incident = await RobberyAsync("1", TestCad.Noon);
        var stale = TestIncident.From(incident.Stored).Do(TestCad.Noon.AddSeconds(5), TestCad.Message("1", TestCad.Noon.AddSeconds(5), CadStatus.Closed));
        await WriteAsync(incident, TestCad.Noon.AddSeconds(1), TestCad.Message("1", TestCad.Noon.AddSeconds(1), CadStatus.ResourcesEnroute));

        (await Store.TryWriteAsync(stale, default)).ShouldBeFalse();

        Json(await Store.ReadAsync(incident.Id, default)).ShouldBe(Json(incident.Stored));
        (await TimelineAsync(incident.Id)).ShouldBe(incident.Timeline, new SameHash());
        (await Store.ReadHoldingAsync([Near[0].Id], default)).ShouldBe([incident.Id]);
        (await Store.CountAsync(TestCad.Noon, default)).Open.ShouldBe(1);
    }

    [Fact]
    public async Task A_write_loses_against_itself()
    {
        var incident = TestIncident.New("1");
        var first = incident.Do(TestCad.Noon, TestCad.Message("1", TestCad.Noon));
        var second = incident.Do(TestCad.Noon, new LockFeeds(null, "wrong address"));
        (await Store.TryWriteAsync(first, default)).ShouldBeTrue();
        (await Store.TryWriteAsync(first, default)).ShouldBeFalse();
        (await Store.TryWriteAsync(second, default)).ShouldBeTrue();
        (await Store.TryWriteAsync(second, default)).ShouldBeFalse();
        (await TimelineAsync(incident.Id)).ShouldBe(incident.Timeline, new SameHash());
    }

    [Fact]
    public async Task A_write_on_top_of_nothing_is_stale()
    {
        var incident = TestIncident.New("1");
        incident.Do(TestCad.Noon, TestCad.Message("1", TestCad.Noon));
        (await Store.TryWriteAsync(incident.Do(TestCad.Noon, new LockFeeds(null, "wrong address")), default)).ShouldBeFalse();
        (await Store.ReadAsync(incident.Id, default)).ShouldBeNull();
        (await TimelineAsync(incident.Id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_entry_is_written_over()
    {
        var incident = await RobberyAsync("1", TestCad.Noon);
        var before = Json(incident.Stored);
        var forged = incident.Do(TestCad.Noon.AddSeconds(1), new LockFeeds(null, "wrong address"));
        forged = forged with { Entries = [.. forged.Entries.Select(entry => entry with { Sequence = entry.Sequence - forged.ExpectedVersion })] };

        var written = false;
        await Record.ExceptionAsync(async () => written = await Store.TryWriteAsync(forged, default));

        written.ShouldBeFalse();
        Json(await Store.ReadAsync(incident.Id, default)).ShouldBe(before);
        Chain.FaultIn(await TimelineAsync(incident.Id)).ShouldBeNull();
    }

    [Fact]
    public async Task Writers_who_read_again_lose_no_update()
    {
        const int Writers = 32;
        const int Each = 5;
        var id = (await RobberyAsync("1", TestCad.Noon)).Id;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
            {
                TestIncident incident;
                do incident = TestIncident.From((await Store.ReadAsync(id, default))!);
                while (!await Store.TryWriteAsync(incident.Do(TestCad.Noon, new LockFeeds(null, $"{writer}/{i}")), default));
            }
        })));

        var timeline = await TimelineAsync(id);
        Chain.FaultIn(timeline).ShouldBeNull();
        timeline.Select(entry => entry.Event).OfType<LockedBySupervisor>().Select(locked => locked.Reason).Distinct().Count().ShouldBe(Writers * Each);
        (await Store.ReadAsync(id, default))!.Incident.Version.ShouldBe(timeline.Length);
    }

    [Fact]
    public async Task Head_and_entries_are_seen_together_or_not_at_all()
    {
        var incident = await RobberyAsync("1", TestCad.Noon);
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++) await WriteAsync(incident, TestCad.Noon.AddSeconds(i), new LockFeeds(null, "a"), new Core.Incidents.LockFeeds(null, "b"));
        });
        while (!writing.IsCompleted)
        {
            var before = (await Store.ReadAsync(incident.Id, default))!.Incident.Version;
            var entries = await TimelineAsync(incident.Id);
            var after = (await Store.ReadAsync(incident.Id, default))!.Incident.Version;
            ((long)entries.Length).ShouldBeInRange(before, after);
            entries[^1].Event.ShouldNotBe(new LockedBySupervisor(null, "a"));
        }

        await writing;
    }

    [Fact]
    public async Task What_was_acknowledged_is_read()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
        {
            var incident = await RobberyAsync($"{i}", TestCad.Noon);
            for (var n = 0; n < 20; n++)
            {
                await WriteAsync(incident, TestCad.Noon.AddSeconds(n), new LockFeeds(null, "again"));
                (await Store.ReadAsync(incident.Id, default))!.Incident.Version.ShouldBe(incident.Incident.Version);
            }
        })));
    }

    [Fact]
    public async Task A_caller_who_has_gone_writes_nothing()
    {
        var incident = TestIncident.New("1");
        var write = incident.Do(TestCad.Noon, TestCad.Message("1", TestCad.Noon));
        await Should.ThrowAsync<OperationCanceledException>(async () => await Store.TryWriteAsync(write, new CancellationToken(canceled: true)));
        (await Store.ReadAsync(incident.Id, default)).ShouldBeNull();
    }

    private sealed class SameHash : IEqualityComparer<Entry>
    {
        public bool Equals(Entry? x, Entry? y) => x?.Hash == y?.Hash && x?.Sequence == y?.Sequence;

        public int GetHashCode(Entry entry) => entry.Sequence.GetHashCode();
    }
}
