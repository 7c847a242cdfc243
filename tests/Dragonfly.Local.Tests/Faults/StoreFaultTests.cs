using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Faults;

/// <summary>The store fails. Nothing that was acknowledged is lost, and what is not on disk is never acknowledged.</summary>
public sealed class StoreFaultTests
{
    [Fact]
    public async Task While_the_store_is_down_cad_is_told_to_come_again_and_then_nothing_is_missing()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras, FailingStore.Put);
        var store = (FailingStore)town.Store;
        var id = await town.Cad.ReportAsync("26-1");
        var grant = (await town.Investigator.SeesAllAsync(id, GrantState.Unlocked)).Grants[0].GrantId;

        store.IsDown = true;
        var close = town.Cad.Message("26-1", status: "Closed");
        var refused = (await town.Cad.SendAsync(close)).ShouldBeProblem(503, "storeUnavailable");
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));
        (await town.Cad.SendAsync(new[] { close })).ShouldBeProblem(503, "storeUnavailable");
        (await town.Investigator.AskTicketAsync(id, grant)).ShouldBeProblem(503, "storeUnavailable");
        (await town.Investigator.GetAsync("incidents")).ShouldBeProblem(503, "storeUnavailable");
        (await town.Supervisor.LockAsync(id)).ShouldBeProblem(503, "storeUnavailable");

        store.IsDown = false;
        CadDesk.ResultsOf((await town.Cad.SendAsync(close)).Should(202)).Single().Outcome.ShouldBe("accepted");
        await town.Investigator.SeesAllAsync(id, GrantState.Locked);
    }

    [Fact]
    public async Task A_loop_that_met_the_store_down_is_carried_on_by_the_sweeper()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras, FailingStore.Put);
        var store = (FailingStore)town.Store;
        var id = await town.Cad.ReportAsync("26-1");
        await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);

        store.IsDown = true;
        town.Clock.Advance(TimeSpan.FromMinutes(31));
        await town.Functions.DurableClient.WaitForInstanceCompletionAsync(id.Value);
        await Should.ThrowAsync<StoreUnavailableException>(town.SweepAsync);
        (await town.Video.ListOpenAsync(default)).ShouldBeEmpty("the leases end by themselves");

        store.IsDown = false;
        await town.SweepAsync();
        (await town.Investigator.IncidentAsync(id)).Grants.ShouldAllBe(grant => grant.State == GrantState.Locked && grant.Reason == "timeToLive");
    }

    [Fact]
    public async Task With_writes_that_fail_and_answers_that_are_lost_every_acknowledged_message_is_there_once()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras, FailingStore.Put);
        ((FailingStore)town.Store).LosesOneWriteIn = 5;
        var ids = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => ReportUntilTakenAsync($"26-{i}")));
        ((FailingStore)town.Store).LosesOneWriteIn = 0;

        foreach (var id in ids)
        {
            await town.Investigator.SeesAllAsync(id, GrantState.Unlocked, TimeSpan.FromSeconds(5));
            var timeline = await town.TimelineAsync(id);
            Chain.FaultIn(timeline).ShouldBeNull();
            timeline.Count(entry => entry.Event is CadMessageReceived).ShouldBe(1);
            timeline.Count(entry => entry.Event is UnlockDecided).ShouldBe(1);
        }

        async Task<IncidentId> ReportUntilTakenAsync(string number)
        {
            var message = town.Cad.Message(number);
            var taken = await Eventually.SeeAsync(() => town.Cad.SendAsync(message), reply => reply.Status != 503);
            return IncidentId.From(CadDesk.ResultsOf(taken.Should(202)).Single().IncidentId!);
        }
    }

    [Fact]
    public async Task Health_tells_anybody_whether_we_are_up_and_operators_what_ails_us()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras, FailingStore.Put);
        await town.Cad.ReportAsync("26-1", "NOISE");
        (await AnybodyAsync()).Should(200).Text.ShouldBe("""{"status":"up"}""");
        (await town.Cad.GetAsync("health")).Should(200).Text.ShouldBe("""{"status":"up"}""");
        (await town.Ops.GetAsync("health")).Should(200).Text.ShouldBe("""{"status":"up","store":"up","videoSystem":"up","auditLog":"up","openIncidents":1,"overdueIncidents":0,"cadLinks":[{"agency":"cpd","heardAt":"2026-08-14T18:00:00+00:00","silent":false}]}""");

        using (town.Faults.Order(new Local.Unlocks.Video.Faults.Unreachable()))
        {
            (await AnybodyAsync()).Should(200);
            (await town.Ops.GetAsync("health")).Should(200).Json.GetProperty("videoSystem").GetString().ShouldBe("down");
        }

        ((FailingStore)town.Store).IsDown = true;
        (await AnybodyAsync()).Should(503).Text.ShouldBe("""{"status":"down"}""");
        (await town.Ops.GetAsync("health")).Should(503).Text.ShouldBe("""{"status":"down","store":"down","videoSystem":"up","auditLog":"up","cadLinks":[{"agency":"cpd","heardAt":"2026-08-14T18:00:00+00:00","silent":false}]}""");

        Task<Reply> AnybodyAsync() => Reply.OfAsync(town.Http, new(HttpMethod.Get, "api/health"));
    }

    [Fact]
    public async Task Operators_see_how_many_incidents_are_overdue()
    {
        await using var town = await Town.StartAsync([], FailingStore.Put);
        await NeverStarted.WriteAsync(town, "26-1", Town.Afternoon.AddSeconds(-91), Town.TwoCameras);
        await NeverStarted.WriteAsync(town, "26-2", Town.Afternoon.AddSeconds(-89), Town.TwoCameras);
        (await town.Ops.GetAsync("health")).Should(200).Json.GetProperty("overdueIncidents").GetInt32().ShouldBe(1);
    }
}
