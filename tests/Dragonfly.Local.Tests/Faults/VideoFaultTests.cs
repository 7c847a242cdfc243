using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Tests.City;
using Dragonfly.Local.Unlocks.Video.Faults;

namespace Dragonfly.Local.Tests.Faults;

/// <summary>The video system misbehaves. Incidents are taken all the same, and what it owes is asked for until it is done.</summary>
public sealed class VideoFaultTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("refusing")]
    [InlineData("unreachable")]
    [InlineData("hanging")]
    [InlineData("slow")]
    public async Task Opens_that_fail_are_shown_overdue_and_retried_until_done(string how)
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var (fault, code) = FaultOf(how);
        using var order = town.Faults.Order(fault, calls: VideoCalls.Open);
        var id = await town.Cad.ReportAsync("26-1");
        var failing = await town.Investigator.SeesAsync(id, view => view.Grants.All(grant => grant.Overdue && grant.Reason == code), Second);
        failing.Grants.ShouldAllBe(grant => grant.State == GrantState.Pending);
        (await town.Investigator.AskTicketAsync(id, failing.Grants[0].GrantId)).ShouldBeProblem(403, "notYetUnlocked");

        order.Dispose();
        var open = await town.Investigator.SeesAllAsync(id, GrantState.Unlocked, Second);
        open.Grants.ShouldAllBe(grant => !grant.Overdue && grant.Reason == null);
        open.Grants.ShouldAllBe(grant => grant.ExpiresAt == Town.Afternoon.AddMinutes(30), "a late open does not lengthen the time to live");
    }

    [Theory]
    [InlineData("refusing")]
    [InlineData("unreachable")]
    [InlineData("hanging")]
    [InlineData("slow")]
    public async Task Closes_that_fail_are_shown_overdue_and_retried_until_done(string how)
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var id = await town.Cad.ReportAsync("26-1");
        var grants = (await town.Investigator.SeesAllAsync(id, GrantState.Unlocked)).Grants;
        var (fault, code) = FaultOf(how);
        using var order = town.Faults.Order(fault, calls: VideoCalls.Close);

        await town.Cad.CloseAsync("26-1");
        (await town.Investigator.AskTicketAsync(id, grants[0].GrantId)).ShouldBeProblem(403, "incidentClosed");
        var failing = await town.Investigator.SeesAsync(id, view => view.Grants.All(grant => grant.Overdue), Second);
        failing.Grants.ShouldAllBe(grant => grant.State == GrantState.Locking && grant.Reason == "incidentClosed");
        (await town.TimelineAsync(id)).Select(entry => entry.Event).OfType<VideoFinished>().SelectMany(finished => finished.Outcomes)
            .Where(outcome => outcome.Verb == VideoVerb.Close).ShouldAllBe(outcome => outcome.Failure == code);

        order.Dispose();
        (await town.Investigator.SeesAllAsync(id, GrantState.Locked, Second)).Grants.ShouldAllBe(grant => !grant.Overdue);
        (await town.Video.ListOpenAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_video_system_that_is_down_for_minutes_delays_no_report()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        using var down = town.Faults.Order(new Hanging());
        var ids = new List<IncidentId>();
        for (var i = 0; i < 20; i++) ids.Add(await town.Cad.ReportAsync($"26-{i}")); // The clock stands still: nobody waits for a time-out.
        (await town.Cad.SendAsync(town.Cad.Message("26-0", status: "Closed"))).Should(202);
        for (var i = 0; i < 180; i++) town.Clock.Advance(Second);

        down.Dispose();
        (await town.Investigator.SeesAllAsync(ids[0], GrantState.Locked, Second)).Grants.ShouldAllBe(grant => grant.UnlockedAt == null);
        foreach (var id in ids.Skip(1)) await town.Investigator.SeesAllAsync(id, GrantState.Unlocked, Second);
    }

    [Fact]
    public async Task A_feed_that_never_opened_is_shown_as_failed_when_all_is_over()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        using var refusing = town.Faults.Order(new Refusing(), Town.TwoCameras[0].Id, VideoCalls.Open);
        var id = await town.Cad.ReportAsync("26-1");
        await town.Investigator.SeesAsync(id, view => view.Grants[0].Reason == "refused" && view.Grants[1].State == GrantState.Unlocked);
        await town.Cad.CloseAsync("26-1");
        var over = await town.Investigator.SeesAsync(id, view => view.Grants.All(grant => grant.LockedAt is not null));
        over.Grants.Select(grant => grant.State).ShouldBe([GrantState.Failed, GrantState.Locked]);
    }

    [Fact]
    public async Task One_that_flaps_is_asked_again_only_for_what_failed()
    {
        await using var town = await Town.StartAsync([.. Enumerable.Range(1, 9).Select(i => Town.Camera($"feed-{i}", 10 * i))]);
        using var flapping = town.Faults.Order(new Flapping(2), calls: VideoCalls.Open | VideoCalls.Close);
        var id = await town.Cad.ReportAsync("26-1");
        await town.Investigator.SeesAllAsync(id, GrantState.Unlocked, Second);
        await town.Cad.CloseAsync("26-1");
        await town.Investigator.SeesAllAsync(id, GrantState.Locked, Second);
        (await town.Video.ListOpenAsync(default)).ShouldBeEmpty();
        var done = (await town.TimelineAsync(id)).Select(entry => entry.Event).OfType<VideoFinished>().SelectMany(finished => finished.Outcomes).Where(outcome => outcome.Failure is null);
        done.Select(outcome => (outcome.Verb, outcome.Grant)).ShouldBeUnique();
    }

    [Fact]
    public async Task One_that_lies_about_an_open_is_found_out_by_the_first_viewer()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        using var lying = town.Faults.Order(new Lying(), calls: VideoCalls.Open);
        var id = await town.Cad.ReportAsync("26-1");
        var grant = (await town.Investigator.SeesAllAsync(id, GrantState.Unlocked)).Grants[0].GrantId;
        (await town.Video.ListOpenAsync(default)).ShouldBeEmpty();

        lying.Dispose();
        (await town.Investigator.AskTicketAsync(id, grant)).ShouldBeProblem(503, "videoSystemUnavailable");
        await town.Investigator.TicketAsync(id, grant);
        (await town.TimelineAsync(id)).Select(entry => entry.Event).OfType<ViewsEnded>().Single().Views.Single().How.ShouldBe("failed");
    }

    [Fact]
    public async Task One_that_lies_about_opens_and_closes_is_found_out_by_the_sweeper()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        using (town.Faults.Order(new Lying(), calls: VideoCalls.Open))
        {
            var lost = await town.Cad.ReportAsync("26-1");
            await town.Investigator.SeesAllAsync(lost, GrantState.Unlocked);
        }

        town.Clock.Advance(Second);
        await town.SweepAsync();
        (await town.Video.ListOpenAsync(default)).Count.ShouldBe(2, "lost leases are taken out again");

        using (town.Faults.Order(new Lying(), calls: VideoCalls.Close))
        {
            await town.Cad.CloseAsync("26-1");
            await town.Investigator.SeesAllAsync(town.Cad.IdOf("26-1"), GrantState.Locked);
            (await town.Video.ListOpenAsync(default)).Count.ShouldBe(2);
        }

        town.Clock.Advance(Second);
        await town.SweepAsync();
        (await town.Video.ListOpenAsync(default)).ShouldBeEmpty("leases astray are given back");
        Chain.FaultIn(await town.TimelineAsync(town.Cad.IdOf("26-1"))).ShouldBeNull();
    }

    [Fact]
    public async Task A_lease_that_nobody_granted_is_closed_by_the_sweeper()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var open = await town.Cad.ReportAsync("26-1");
        await town.Investigator.SeesAllAsync(open, GrantState.Unlocked);
        foreach (var stranger in (GrantId[])[new("stranger"), GrantId.Of(open, 99), GrantId.Of(town.Cad.IdOf("never reported"), 1)])
            await town.Video.OpenAsync(Town.TwoCameras[0].Id, stranger, 1, Town.Afternoon.AddHours(1), default);

        await town.SweepAsync();
        (await town.Video.ListOpenAsync(default)).Select(lease => lease.Grant).ShouldBe([GrantId.Of(open, 1), GrantId.Of(open, 2)], ignoreOrder: true);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_lease_that_nobody_granted_and_nobody_can_close_keeps_no_other_open(int which)
    {
        var stuck = Town.TwoCameras[which].Id;
        await using var town = await Town.StartAsync(Town.TwoCameras);
        foreach (var camera in Town.TwoCameras) await town.Video.OpenAsync(camera.Id, new($"stranger-{camera.Id}"), 1, Town.Afternoon.AddHours(1), default);
        using var refusing = town.Faults.Order(new Refusing(), stuck, VideoCalls.Close);
        await town.SweepAsync();
        (await town.Video.ListOpenAsync(default)).Select(lease => lease.Feed).ShouldBe([stuck]);
    }

    private static (VideoFault Fault, string Code) FaultOf(string how) => how switch
    {
        "refusing" => (new Refusing(), "refused"),
        "unreachable" => (new Unreachable(), "unreachable"),
        "hanging" => (new Hanging(), "timeout"),
        _ => (new Slow(TimeSpan.FromSeconds(5)), "timeout"),
    };
}
