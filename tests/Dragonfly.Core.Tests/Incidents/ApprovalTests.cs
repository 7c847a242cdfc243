using Dragonfly.Conformance;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using static Dragonfly.Core.Tests.Incidents.Scenario;

namespace Dragonfly.Core.Tests.Incidents;

/// <summary>Call types for which the policy makes feeds wait for a supervisor. Here that is ALMH.</summary>
public sealed class ApprovalTests
{
    private static readonly Feed A = Feed("a"), B = Feed("b", 200), C = Feed("c", 250);
    private static readonly Approve Approval = new("sue", "seen on the alarm camera", [A, B, C]);

    [Fact]
    public void What_waits_for_approval_opens_only_when_it_is_given()
    {
        var scenario = new Scenario().WhenCadSays(type: "ALMH").WhenDecided(A, B);
        scenario.Plan.Due.ShouldBeEmpty();
        scenario.Incident.AwaitsApproval.ShouldBeTrue();
        scenario.After(1).When(Approval).Then(new GrantsApproved([Grant(1), Grant(2)], "seen on the alarm camera"));
        scenario.Plan.Due.Length.ShouldBe(2);
        scenario.Incident.AwaitsApproval.ShouldBeFalse();
        scenario.Incident.Grants.ShouldAllBe(grant => grant.ApprovedAt == scenario.Now && grant.Desired == Desired.Open);
        scenario.When(Approval).ThenRefused("nothingToApprove");
    }

    [Fact]
    public void What_waits_for_approval_may_not_be_viewed()
    {
        var scenario = new Scenario().WhenCadSays(type: "ALMH").WhenDecided(A);
        scenario.When(new IssueTicket(Ticket(1), Grant(1), "ann", null, A)).ThenRefused("awaitingApproval");
    }

    [Fact]
    public void What_nobody_approves_ends_when_its_time_is_up() =>
        new Scenario().WhenCadSays(type: "ALMH").WhenDecided(A).After(15).WhenTicked(A).Then(Ended("timeToLive", 1))
            .ThenIs(incident => Plan.For(incident, TestCad.Noon.AddMinutes(15)).IsFinished.ShouldBeTrue());

    [Fact]
    public void There_is_nothing_to_approve_once_the_time_is_up() =>
        new Scenario().WhenCadSays(type: "ALMH").WhenDecided(A).After(15).When(Approval).ThenRefused("nothingToApprove");

    [Fact]
    public void There_is_nothing_to_approve_once_it_is_over() =>
        new Scenario().WhenCadSays(type: "ALMH").WhenDecided(A).WhenCadSays(CadStatus.Closed).When(Approval).ThenRefused("nothingToApprove");

    [Fact]
    public void What_waits_cannot_be_extended() =>
        new Scenario().WhenCadSays(type: "ALMH").WhenDecided(A).When(new Extend(10, "why", [A])).ThenRefused("nothingUnlocked");

    [Fact]
    public void What_is_open_closes_and_waits_when_the_call_turns_out_to_need_approval()
    {
        var scenario = Unlocked("a", "b").After(1).WhenCadSays(type: "ALMH");
        scenario.WhenDecided(A, B)
            .Then(scenario.Decided(scenario.Issued(3, "a") is [var a] && scenario.Issued(4, "b") is [var b] ? [a, b with { DistanceMeters = 200 }] : []), Ended("approvalNeeded", 1, 2))
            .ThenLive(3, 4);
        scenario.Plan.Due.ShouldAllBe(action => action.Verb == VideoVerb.Close);
        scenario.When(Approval).ThenLive(3, 4);
        scenario.Plan.Due.Count(action => action.Verb == VideoVerb.Open).ShouldBe(2);
    }

    [Fact]
    public void What_waits_opens_when_the_call_turns_out_to_need_no_approval()
    {
        var scenario = new Scenario().WhenCadSays(type: "ALMH").WhenDecided(A).After(1).WhenCadSays(type: "ROBBERY");
        scenario.WhenDecided(A).Then(scenario.Decided(scenario.Issued(2, "a")), Ended("approvalNotNeeded", 1)).ThenLive(2);
        scenario.Plan.Due.ShouldHaveSingleItem().Verb.ShouldBe(VideoVerb.Open);
    }

    [Fact]
    public void What_is_approved_stays_so_when_the_call_moves_and_what_is_new_waits()
    {
        var scenario = new Scenario().WhenCadSays(type: "ALMH").WhenDecided(A).When(Approval).After(1).WhenCadSays(CadStatus.NewLocation, type: "ALMH", meters: 50);
        scenario.WhenDecided(A, C).ThenLive(1, 2);
        scenario.Incident.Grants.Select(grant => grant.Desired).ShouldBe([Desired.Open, Desired.Approval]);
        scenario.Incident.AwaitsApproval.ShouldBeTrue();
        scenario.When(Approval).Then(new GrantsApproved([Grant(2)], "seen on the alarm camera"));
    }

    [Fact]
    public void What_was_approved_stays_when_the_call_turns_out_to_need_no_approval() =>
        new Scenario().WhenCadSays(type: "ALMH").WhenDecided(A).When(Approval).After(1).WhenCadSays(type: "ROBBERY").WhenDecided(A).ThenLive(1);

    [Fact]
    public void An_approval_is_forgotten_when_the_incident_is_over() =>
        new Scenario().WhenCadSays(type: "ALMH").WhenDecided(A).When(Approval).After(1).WhenCadSays(CadStatus.Closed).After(1).WhenCadSays(CadStatus.ReOpened, type: "ALMH").WhenDecided(A)
            .ThenLive(2).ThenIs(incident => incident.AwaitsApproval.ShouldBeTrue());
}
