using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Tests.City;
using Dragonfly.Local.Unlocks.Video.Faults;

namespace Dragonfly.Local.Tests.Faults;

/// <summary>Loops that never started, were lost, or run twice.</summary>
public sealed class LoopFaultTests
{
    [Fact]
    public async Task A_loop_that_never_started_is_made_up_for_by_the_next_sweep()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var id = await NeverStarted.WriteAsync(town, "26-1", Town.Afternoon, Town.TwoCameras);
        (await town.Investigator.IncidentAsync(id)).Grants.ShouldAllBe(grant => grant.State == GrantState.Pending);

        town.Clock.Advance(TimeSpan.FromMinutes(1));
        (await town.Investigator.SeesAllAsync(id, GrantState.Unlocked)).Grants.Length.ShouldBe(2);

        // From here on a loop runs again, and needs no sweep.
        await Eventually.SeeAsync(async () => await town.Functions.DurableClient.GetInstancesAsync(id.Value), instance => instance is { IsRunning: true });
    }

    [Fact]
    public async Task A_lease_that_ran_out_by_itself_is_no_lease_astray_to_the_sweeper()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var id = await town.Cad.ReportAsync("26-1");
        await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);

        // The loop sleeps a second longer than the sweeper takes to come by.
        town.Clock.Advance(TimeSpan.FromMinutes(30));
        await town.SweepAsync();
        await town.Investigator.SeesAllAsync(id, GrantState.Locked);
        (await town.TimelineAsync(id)).ShouldNotContain(entry => entry.Event is LeaseCorrected);
    }

    [Fact]
    public async Task A_loop_that_was_lost_is_carried_on_by_the_sweeper()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var id = await town.Cad.ReportAsync("26-1");
        await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);
        await town.LoseLoopAsync(id);

        town.Clock.Advance(TimeSpan.FromMinutes(30));
        (await town.Investigator.SeesAllAsync(id, GrantState.Locked)).Grants.ShouldAllBe(grant => grant.Reason == "timeToLive");
    }

    [Fact]
    public async Task A_loop_that_was_lost_is_started_by_cads_next_message()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var id = await town.Cad.ReportAsync("26-1");
        await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);
        await town.LoseLoopAsync(id);
        await town.Cad.CloseAsync("26-1");
        await town.Investigator.SeesAllAsync(id, GrantState.Locked);
    }

    [Fact]
    public async Task Steps_at_once_make_each_call_once_and_lose_nothing()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var id = await NeverStarted.WriteAsync(town, "26-1", Town.Afternoon, Town.TwoCameras);
        var slow = town.Faults.Order(new Slow(), calls: VideoCalls.Open | VideoCalls.Close);

        var steps = Enumerable.Range(0, 16).Select(_ => StepAsync()).ToArray();
        await Eventually.SeeAsync(() => steps.Count(step => step.IsCompleted) == 15 && town.Faults.Count(VideoCalls.Open) == 2);
        slow.Dispose();
        (await Task.WhenAll(steps)).ShouldContain(reply => reply.View.Grants.All(grant => grant.State == GrantState.Unlocked));
        foreach (var feed in Town.TwoCameras) town.Faults.Count(VideoCalls.Open, feed.Id).ShouldBe(1);

        // The loop, the sweeper and operators at once, on top of CAD's close.
        await Task.WhenAll([town.Cad.CloseAsync("26-1"), town.SweepAsync(), .. Enumerable.Range(0, 16).Select(_ => StepAsync())]);
        await town.Investigator.SeesAllAsync(id, GrantState.Locked);
        foreach (var feed in Town.TwoCameras) town.Faults.Count(VideoCalls.Close, feed.Id).ShouldBe(1);
        var timeline = await town.TimelineAsync(id);
        Chain.FaultIn(timeline).ShouldBeNull();
        timeline.Select(entry => entry.Event).OfType<VideoStarted>().SelectMany(started => started.Actions).Select(action => (action.Verb, action.Grant)).ShouldBeUnique();

        async Task<Reply> StepAsync() => (await town.Ops.PostAsync($"incidents/{id}/step")).Should(200);
    }

    [Fact]
    public async Task Everybody_at_once_on_one_incident_loses_nothing()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var id = await town.Cad.ReportAsync("26-1");
        var grant = (await town.Investigator.SeesAllAsync(id, GrantState.Unlocked)).Grants[0].GrantId;
        await Task.WhenAll(Enumerable.Range(0, 12).SelectMany(i => (Task[])
        [
            town.Cad.ReportAsync("26-1", status: "ResourcesOnscene", at: Town.Afternoon.AddSeconds(i)).ContinueWith(_ => { }, TaskScheduler.Default),
            town.Investigator.TicketAsync(id, grant),
            town.Supervisor.ExtendAsync(id, 1),
            town.Ops.PostAsync($"incidents/{id}/step"),
            town.SweepAsync(),
        ]));

        var timeline = await town.TimelineAsync(id);
        Chain.FaultIn(timeline).ShouldBeNull();
        timeline.Count(entry => entry.Event is TicketIssued).ShouldBe(12);
        timeline.Count(entry => entry.Event is GrantsRescheduled).ShouldBe(12);
        var view = await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);
        view.Grants.ShouldAllBe(grant => grant.ExpiresAt == Town.Afternoon.AddMinutes(42));
        await town.Investigator.SeesAsync(id, _ => town.Video.ListOpenAsync(default).Result.All(lease => lease.ExpiresAt == Town.Afternoon.AddMinutes(42)), TimeSpan.FromSeconds(1));
    }
}
