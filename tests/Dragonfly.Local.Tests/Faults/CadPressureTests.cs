using System.Collections.Immutable;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Incidents.Cad;
using Dragonfly.Local.Tests.City;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Local.Tests.Faults;

/// <summary>More comes from CAD than can be worked on, or the store is down: it is told when to come again, and nothing is half taken.</summary>
public sealed class CadPressureTests
{
    [Fact]
    public async Task What_is_too_much_at_once_is_told_to_come_again_and_nothing_of_it_is_taken()
    {
        var options = new CadOptions { MostRunning = 1, MostWaiting = 1 };
        await using var town = await Town.StartAsync([], services => FailingStore.Put(services.AddSingleton(options)));
        var store = (FailingStore)town.Store;
        var gate = new TaskCompletionSource();
        store.Gate = gate.Task;

        // One is worked on, one may wait, and the third is one too many: whichever it is.
        var three = Enumerable.Range(0, 3).Select(i => town.Cad.SendAsync(town.Cad.Message($"26-{i}", "NOISE"))).ToList();
        var refused = await await Task.WhenAny(three);
        refused.ShouldBeProblem(429, "tooManyRequests").Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        (await town.Cad.SendAsync(new[] { town.Cad.Message("26-3", "NOISE") })).ShouldBeProblem(429, "tooManyRequests");
        (await town.Cad.PostAsync("cad/incidents?dryRun=true", town.Cad.Message("26-3"))).ShouldBeProblem(429, "tooManyRequests");
        (await town.Cad.PostAsync("cad/heartbeat")).Should(204);

        var elsewhere = town.CadOf("hcso").SendAsync(town.CadOf("hcso").Message("26-1", "NOISE"));
        gate.SetResult();
        foreach (var taken in three.Append(elsewhere).Where(reply => !reply.IsCompleted || reply.Result.Status != 429)) CadDesk.ResultsOf((await taken).Should(202)).Single().Outcome.ShouldBe("accepted");
        (await town.Cad.GetAsync($"cad/incidents/{town.Cad.IdOf("26-3")}")).Should(404);
        await town.Cad.ReportAsync("26-3", "NOISE");
    }

    [Fact]
    public async Task While_a_store_is_down_every_door_says_when_to_come_again()
    {
        await using var town = await Town.StartAsync([], FailingStore.Put);
        var store = (FailingStore)town.Store;
        store.IsDown = true;
        Later(await town.Cad.SendAsync(town.Cad.Message("26-1")));
        Later(await town.Cad.SendAsync(new[] { town.Cad.Message("26-1") }));
        Later(await town.Cad.GetAsync($"cad/incidents/{town.Cad.IdOf("26-1")}"));
        (await town.Cad.PostAsync("cad/heartbeat")).Should(204);
    }

    [Fact]
    public async Task While_the_code_tables_cannot_be_read_nothing_is_taken_by_a_table_that_may_not_stand_any_more()
    {
        await using var town = await Town.StartAsync([], FailingTimelines.Put);
        town.Service<FailingTimelines>().IsDown = true;
        Later(await town.Cad.SendAsync(town.Cad.Message("26-1")));
        Later(await town.Cad.PostAsync("cad/incidents?dryRun=true", town.Cad.Message("26-1")));
        Later(await town.Cad.GetAsync("cad/codes"));
    }

    [Fact]
    public async Task While_neither_the_code_tables_nor_the_policy_can_be_read_a_close_still_locks()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras, FailingTimelines.Put);
        var (alone, listed) = (await town.Cad.ReportAsync("26-1"), await town.Cad.ReportAsync("26-2"));
        await town.Investigator.SeesAllAsync(alone, GrantState.Unlocked);
        await town.Investigator.SeesAllAsync(listed, GrantState.Unlocked);

        town.Service<FailingTimelines>().IsDown = true;
        await town.Cad.CloseAsync("26-1");
        Later(await town.Cad.SendAsync(new[] { town.Cad.Message("26-3"), town.Cad.Message("26-2", "211A", "Closed") }));
        (await town.Investigator.SeesAllAsync(alone, GrantState.Locked)).Status.ShouldBe(IncidentStanding.Closed);
        (await town.Investigator.SeesAllAsync(listed, GrantState.Locked)).CallType.ShouldBe("ROBBERY", "nobody knows what the close calls it");
        (await town.Cad.GetAsync($"cad/incidents/{town.Cad.IdOf("26-3")}")).Should(404);
    }

    private static void Later(Reply reply) => reply.ShouldBeProblem(503, "storeUnavailable").Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));
}
