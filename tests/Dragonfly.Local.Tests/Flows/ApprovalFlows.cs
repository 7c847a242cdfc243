using Dragonfly.Core.Incidents;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Tests.City;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>Call types for which the policy asks a supervisor first. Here these are hold-up alarms.</summary>
public sealed class ApprovalFlows
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Nothing_opens_before_a_supervisor_approves()
    {
        await using var town = await StartAsync();
        var rtic = town.Investigator;
        await using var screen = await rtic.ScreenAsync();
        var id = await town.Cad.ReportAsync("26-1", "ALMH");
        var waiting = await screen.SeesAllAsync(id, GrantState.AwaitingApproval);
        waiting.AwaitingApproval.ShouldBeTrue();
        (await rtic.AskTicketAsync(id, waiting.Grants[0].GrantId)).ShouldBeProblem(403, "awaitingApproval");
        await town.SweepAsync();
        (await town.Video.ListOpenAsync(default)).ShouldBeEmpty();

        var approved = (await town.Supervisor.ApproveAsync(id, "seen on the alarm camera")).View;
        approved.AwaitingApproval.ShouldBeFalse();
        approved.Grants.ShouldAllBe(grant => grant.State == GrantState.Unlocked);
        await rtic.TicketAsync(id, approved.Grants[0].GrantId);
        (await town.TimelineAsync(id)).Single(entry => entry.Event is GrantsApproved).ShouldSatisfyAllConditions(
            entry => ((GrantsApproved)entry.Event).Reason.ShouldBe("seen on the alarm camera"),
            entry => entry.Origin.Role.ShouldBe("Rtic.Supervisor"));
        (await town.Supervisor.ApproveAsync(id)).ShouldBeProblem(409, "nothingToApprove");
    }

    [Fact]
    public async Task What_nobody_approves_ends_when_its_time_is_up()
    {
        await using var town = await StartAsync();
        var id = await town.Cad.ReportAsync("26-1", "ALMH");
        town.Clock.Advance(TimeSpan.FromMinutes(15));
        (await town.Investigator.SeesAllAsync(id, GrantState.Locked, Second)).AwaitingApproval.ShouldBeFalse();
        (await town.Supervisor.ApproveAsync(id)).ShouldBeProblem(409, "nothingToApprove");
        town.Faults.Count(Local.Unlocks.Video.Faults.VideoCalls.Open).ShouldBe(0);
    }

    [Fact]
    public async Task A_call_that_turns_out_to_need_approval_locks_and_waits_and_the_other_way_around()
    {
        await using var town = await StartAsync();
        var rtic = town.Investigator;
        var id = await town.Cad.ReportAsync("26-1");
        var ticket = await rtic.TicketAsync(id, (await rtic.SeesAllAsync(id, GrantState.Unlocked)).Grants[0].GrantId);

        town.Clock.Advance(Second);
        await town.Cad.ReportAsync("26-1", "ALMH");
        (await rtic.RenewAsync(ticket.Ticket)).ShouldBeProblem(403, "approvalNeeded");
        var waiting = await rtic.SeesAsync(id, view => view.Grants.Count(grant => grant.State == GrantState.Locked) == 2);
        waiting.Grants[2..].ShouldAllBe(grant => grant.State == GrantState.AwaitingApproval);
        (await town.Video.ListOpenAsync(default)).ShouldBeEmpty();

        town.Clock.Advance(Second);
        await town.Cad.ReportAsync("26-1");
        var open = await rtic.SeesAsync(id, view => view.Grants.Length == 6 && view.Grants[4..].All(grant => grant.State == GrantState.Unlocked));
        open.AwaitingApproval.ShouldBeFalse();
        open.Grants[2..4].ShouldAllBe(grant => grant.Reason == "approvalNotNeeded");
    }

    [Fact]
    public async Task What_was_approved_stays_open_when_the_call_moves_a_little()
    {
        await using var town = await StartAsync();
        var rtic = town.Investigator;
        var id = await town.Cad.ReportAsync("26-1", "ALMH");
        (await town.Supervisor.ApproveAsync(id)).Should(200);
        town.Clock.Advance(Second);
        await town.Cad.ReportAsync("26-1", "ALMH", "NewLocation", place: Conformance.TestCad.Downtown.Toward(90, 20));
        (await rtic.SeesAsync(id, view => view.Location!.Longitude > Conformance.TestCad.Downtown.Longitude)).Grants.ShouldAllBe(grant => grant.State == GrantState.Unlocked);
    }

    private static Task<Town> StartAsync()
    {
        var alarm = UnlockPolicy.Default.Rules["ALMH"] with { RequiresApproval = true };
        var policy = UnlockPolicy.Default with { Rules = UnlockPolicy.Default.Rules.SetItem("ALMH", alarm) };
        return Town.StartAsync(Town.TwoCameras, services => services.AddSingleton<IPolicySource>(new FixedPolicy(policy)));
    }
}
