using System.Collections.Immutable;
using Dragonfly.Conformance;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using static Dragonfly.Core.Tests.Incidents.Scenario;

namespace Dragonfly.Core.Tests.Incidents;

/// <summary>Public-safety threats: declared by ann, approved by bob. The policy lets them stand for an hour, and for ten minutes without approval.</summary>
public sealed class ThreatTests
{
    private static readonly Feed A = Feed("a"), B = Feed("b", 200), Far = Feed("f", 290);

    /// <summary>A square downtown, whose northern side is 212 m away.</summary>
    public static Area Block { get; } = new Polygon([.. new[] { 45.0, 135, 225, 315 }.Select(bearing => TestCad.Downtown.Toward(bearing, 300))]);

    /// <summary>Ann declares a threat for half an hour, and the feeds are open.</summary>
    public static Scenario Declared(int minutes = 30, params IReadOnlyList<Feed> feeds) =>
        new Scenario().When(Declare(minutes)).WhenDecided(feeds is [] ? [A, B] : feeds).Given(Scenario.Opens).Given(Scenario.Opened);

    [Fact]
    public void Its_feeds_open_at_once_and_for_ten_minutes_at_first()
    {
        var scenario = new Scenario().When(Declare(30));
        var (due, end) = (scenario.Now.AddMinutes(10), scenario.Now.AddMinutes(30));
        scenario.Then(new ThreatDeclared(new("cpd"), "26-1", "ACTSHOOT", Block, due, end, "ann", "seen by two patrols"));
        scenario.WhenDecided(B, Far, A).Then(new UnlockDecided(
            "p1",
            new((int)Math.Ceiling(Block.Reach), 30, 60, 3),
            "qualified",
            [
                new(Grant(1), A.Id, A.Partner, 1, 100, false, due, "notApproved"),
                new(Grant(2), B.Id, B.Partner, 1, 200, false, due, "notApproved"),
            ],
            ImmutableSortedDictionary<string, int>.Empty));
        scenario.Plan.Due.Select(action => (action.Verb, action.ExpiresAt)).ShouldBe([(VideoVerb.Open, due), (VideoVerb.Open, due)]);
        scenario.Incident.ShouldSatisfyAllConditions(
            incident => incident.AwaitsApproval.ShouldBeTrue(),
            incident => incident.CallType.ShouldBe("ACTSHOOT"),
            incident => incident.Point.ShouldBe(Block.Center),
            incident => incident.OpenedAt.ShouldBe(scenario.Now),
            incident => incident.ReceivedAt.ShouldBe(scenario.Now));
    }

    [Fact]
    public void The_same_again_is_a_repetition_and_another_under_its_number_is_refused()
    {
        var scenario = Declared();
        var same = new Polygon([.. ((Polygon)Block).Ring]);
        scenario.When(Declare(30) with { Area = same, Reason = "actshoot" }).ThenRepeated();
        scenario.When(Declare(30) with { Area = new Circle(TestCad.Downtown, 100) }).ThenRefused("keyReused");
        scenario.When(Declare(30) with { Reason = "BOMB" }).ThenRefused("keyReused");
    }

    [Theory]
    [InlineData("ROBBERY")] // A rule, but no reason.
    [InlineData("CIVDIS")] // Listed, and forbidden all the same.
    [InlineData("civdis")]
    [InlineData("because")]
    [InlineData("")]
    public void A_reason_is_one_that_the_policy_lists_and_the_program_does_not_forbid(string reason) =>
        new Scenario().When(Declare(30) with { Reason = reason }).ThenRefused("reasonNotListed");

    [Theory]
    [InlineData("actshoot", "ACTSHOOT")]
    [InlineData("BOMB", "BOMB")]
    public void A_reason_is_told_in_any_case(string reason, string code) => new Scenario().When(Declare(30) with { Reason = reason }).ThenIs(incident => incident.CallType.ShouldBe(code));

    [Fact]
    public void A_policy_that_says_nothing_of_threats_allows_none() =>
        new Scenario().When(Declare(30) with { Policy = Policy with { Threats = null } }).ThenRefused("reasonNotListed");

    [Fact]
    public void An_area_is_no_larger_than_the_policy_lets()
    {
        new Scenario().When(Declare(30) with { Area = new Circle(TestCad.Downtown, 564.1) }).ThenIs(incident => incident.Threat.ShouldNotBeNull());
        new Scenario().When(Declare(30) with { Area = new Circle(TestCad.Downtown, 564.3) }).ThenRefused("areaTooLarge");
    }

    [Fact]
    public void It_stands_no_longer_than_the_policy_lets()
    {
        new Scenario().When(Declare(60)).ThenIs(incident => incident.Threat.ShouldNotBeNull());
        new Scenario().When(Declare(61)).ThenRefused("beyondPolicy");
    }

    [Fact]
    public void What_is_there_already_is_not_declared_again() => Declared().When(Declare(30)).ThenRepeated();

    [Fact]
    public void Its_feeds_are_those_whose_owners_share_them_for_such_calls()
    {
        var robberiesOnly = A with { Consent = new(1, true, SharingRule.Always with { CallTypes = ["ROBBERY"] }) };
        Declared(30, robberiesOnly, B).ThenIs(incident => incident.LiveGrants.Select(grant => grant.Feed).ShouldBe([B.Id]));
    }

    [Fact]
    public void Its_feeds_are_no_more_than_the_policy_lets() => Declared(30, A, B, Feed("c", 110), Feed("d", 120)).ThenLive(1, 2, 3);

    [Fact]
    public void Nobody_approves_and_it_is_over_after_ten_minutes()
    {
        Declared().Plan.DueAt.ShouldBe(TestCad.Noon.AddMinutes(10));
        var scenario = Declared().Given(new TicketIssued(Ticket(1), Grant(1), A.Id, "ann", "ACTSHOOT", TestCad.Noon.AddSeconds(30)));
        scenario.After(minutes: 9, seconds: 59).When(new RenewTicket(Ticket(1), "ann", A));
        scenario.After(seconds: 1).When(new IssueTicket(Ticket(1, "u"), Grant(1), "ann", null, A)).ThenRefused("notApproved");
        scenario.WhenTicked(A, B).Then(
            Ended("notApproved", 1, 2),
            new ViewsEnded([new(Ticket(1), A.Id, "ann", TestCad.Noon, TestCad.Noon.AddSeconds(30), "lapsed")]),
            new ThreatEnded("notApproved"));
        scenario.ThenIs(incident => (incident.IsOpen, incident.ClosedAt, incident.AwaitsApproval).ShouldBe((false, scenario.Now, false)));
        scenario.Plan.Due.ShouldAllBe(action => action.Verb == VideoVerb.Close);
        scenario.When(Approve("bob")).ThenRefused("notApproved");
    }

    [Fact]
    public void It_is_over_in_time_even_if_no_feed_is_about()
    {
        var scenario = new Scenario().When(Declare(30)).WhenDecided([]);
        scenario.Plan.DueAt.ShouldBe(scenario.Now.AddMinutes(10));
        scenario.After(10).WhenTicked().Then(new ThreatEnded("notApproved"));
        scenario.Plan.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void Another_supervisor_approves_and_it_stands_for_its_time()
    {
        var (scenario, end) = (Declared(), TestCad.Noon.AddMinutes(30));
        scenario.After(9).When(Approve("bob")).Then(
            new ThreatApproved("bob", "agreed"),
            new GrantsRescheduled([new(Grant(1), end, "timeToLive"), new(Grant(2), end, "timeToLive")], "approved"));
        scenario.Incident.AwaitsApproval.ShouldBeFalse();
        scenario.Plan.Due.ShouldAllBe(action => action.Verb == VideoVerb.Open && action.ExpiresAt == end);
        scenario.Given(Scenario.Opens).Given(Scenario.Opened).Plan.DueAt.ShouldBe(end);
        scenario.After(21).WhenTicked(A, B).Then(Ended("timeToLive", 1, 2), new ThreatEnded("timeToLive"));
    }

    [Fact]
    public void Its_feeds_stay_within_their_owners_hours()
    {
        var scenario = Declared(30, OpenUntil(8, 5), B);
        scenario.Incident.Grants.Select(grant => (grant.ExpiresAt, grant.ExpiryReason)).ShouldBe(
            [(TestCad.Noon.AddMinutes(5), "sharingHours"), (TestCad.Noon.AddMinutes(10), "notApproved")]);
        scenario.When(Approve("bob", OpenUntil(8, 20), B)).Then(
            new ThreatApproved("bob", "agreed"),
            new GrantsRescheduled([new(Grant(1), TestCad.Noon.AddMinutes(20), "sharingHours"), new(Grant(2), TestCad.Noon.AddMinutes(30), "timeToLive")], "approved"));
    }

    [Fact]
    public void Whoever_declared_it_cannot_approve_it() => Declared().When(Approve("ann")).ThenRefused("ownThreat").ThenIs(incident => incident.AwaitsApproval.ShouldBeTrue());

    [Fact]
    public void It_is_approved_once() => Declared().When(Approve("bob")).When(Approve("cat")).ThenRefused("alreadyApproved").When(Approve("ann")).ThenRefused("alreadyApproved");

    [Fact]
    public void It_cannot_be_approved_after_the_deadline_even_before_anybody_noticed() => Declared().After(10).When(Approve("bob")).ThenRefused("notApproved");

    [Fact]
    public void One_that_is_shorter_than_the_deadline_ends_with_its_time()
    {
        var scenario = Declared(5);
        scenario.When(Approve("bob")).Then(new ThreatApproved("bob", "agreed"));
        scenario.After(5).WhenTicked(A, B).Then(Ended("timeToLive", 1, 2), new ThreatEnded("timeToLive")).When(Approve("cat")).ThenRefused("timeToLive");
    }

    [Fact]
    public void It_is_extended_only_once_it_is_approved_and_within_the_policy()
    {
        var (scenario, end) = (Declared().When(Extend(10)).ThenRefused("notYetApproved"), TestCad.Noon.AddMinutes(60));
        scenario.When(Approve("bob")).After(20).When(Extend(31)).ThenRefused("beyondPolicy");
        scenario.When(Extend(30)).Then(
            new ThreatExtended(end, "why"),
            new GrantsRescheduled([new(Grant(1), end, "timeToLive"), new(Grant(2), end, "timeToLive")], "why"));
        scenario.When(Extend(1)).ThenRefused("beyondPolicy").After(39).WhenTicked(A, B).Then().After(1).WhenTicked(A, B).Then(Ended("timeToLive", 1, 2), new ThreatEnded("timeToLive"));
        scenario.When(Extend(1)).ThenRefused("nothingUnlocked");
    }

    [Fact]
    public void A_lock_of_all_of_it_ends_it()
    {
        var scenario = Declared().When(new LockFeeds(null, "false report"))
            .Then(new LockedBySupervisor(null, "false report"), Ended("lockedBySupervisor", 1, 2), new ThreatEnded("lockedBySupervisor"));
        scenario.ThenIs(incident => incident.IsOpen.ShouldBeFalse()).When(Approve("bob")).ThenRefused("lockedBySupervisor");
        scenario.When(new LockFeeds(null, "to be sure")).Then(new LockedBySupervisor(null, "to be sure"));
    }

    [Fact]
    public void A_lock_of_one_feed_does_not() =>
        Declared().When(new LockFeeds(Grant(1), "why")).Then(new LockedBySupervisor(Grant(1), "why"), Ended("lockedBySupervisor", 1)).ThenIs(incident => incident.IsOpen.ShouldBeTrue());

    [Fact]
    public void An_owner_who_withdraws_ends_the_grant_and_not_the_threat() =>
        Declared().WhenTicked(A with { Consent = A.Consent with { Active = false } }, B).Then(Ended("noConsent", 1)).ThenLive(2).ThenIs(incident => incident.IsOpen.ShouldBeTrue());

    [Theory]
    [InlineData(CadStatus.Closed)]
    [InlineData(CadStatus.Active)]
    [InlineData(CadStatus.ReOpened)]
    public void CAD_has_no_say_in_it(CadStatus status)
    {
        Declared().WhenCadSays(status, type: "NOISE", id: "m").ThenRefused("notFromCad", "m").ThenLive(1, 2);
        Declared().When(new LockFeeds(null, "why")).WhenCadSays(status, type: "ACTSHOOT").ThenRefused("notFromCad").ThenIs(incident => incident.IsOpen.ShouldBeFalse());
    }

    private static DeclareThreat Declare(int minutes) => new("ACTSHOOT", Block, minutes, "seen by two patrols", "ann", Policy);

    private static Approve Approve(string by, params IReadOnlyList<Feed> feeds) => new(by, "agreed", feeds is [] ? [A, B] : feeds);

    private static Extend Extend(int minutes) => new(minutes, "why", [A, B]);

    private static Feed OpenUntil(int hour, int minute) => A with { Consent = new(2, true, new(true, [], [new([DayOfWeek.Saturday], new(6, 0), new(hour, minute))])) };
}
