using System.Collections.Immutable;
using Dragonfly.Conformance;
using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Registry;
using static Dragonfly.Core.Tests.Incidents.Scenario;

namespace Dragonfly.Core.Tests.Incidents;

public sealed class UnlockingTests
{
    private static readonly Feed A = Feed("a"), B = Feed("b", 200), C = Feed("c", 290);

    [Fact]
    public void A_qualifying_call_unlocks_the_nearest_feeds()
    {
        var scenario = new Scenario().WhenCadSays();
        var until = scenario.Now.AddMinutes(30);
        scenario.WhenDecided(C, B, A).Then(scenario.Decided(
                new(Grant(1), A.Id, A.Partner, 1, 100, false, until, "timeToLive"),
                new(Grant(2), B.Id, B.Partner, 1, 200, false, until, "timeToLive")))
            .ThenIs(incident => incident.DecisionDue.ShouldBeFalse());
    }

    [Theory]
    [InlineData("PARKING", "callTypeNotQualified")]
    [InlineData("NO-SUCH-TYPE", "callTypeNotQualified")]
    [InlineData(null, "noCallType")]
    public void A_call_that_does_not_qualify_unlocks_nothing(string? type, string reason) => new Scenario().WhenCadSays(type: type).WhenDecided(A)
        .Then(new UnlockDecided("p1", null, reason, [], ImmutableSortedDictionary<string, int>.Empty)).ThenIs(incident => incident.Grants.ShouldBeEmpty());

    [Fact]
    public void A_call_without_coordinates_unlocks_nothing()
    {
        var scenario = new Scenario();
        var said = scenario.Says();
        scenario.When(said with { Message = said.Message with { Location = said.Message.Location! with { Point = null } } }).WhenDecided(A)
            .Then(new UnlockDecided("p1", null, "noCoordinates", [], ImmutableSortedDictionary<string, int>.Empty));
    }

    [Theory]
    [InlineData(LocationKind.TowerLocation, 10.0, "locationKindNotUsable")]
    [InlineData(LocationKind.Staging, 10.0, "locationKindNotUsable")]
    [InlineData(LocationKind.Caller, 300.1, "locationTooUncertain")]
    [InlineData(LocationKind.Caller, 300.0, "qualified")]
    [InlineData(LocationKind.InitialIncident, null, "qualified")]
    public void A_place_that_says_too_little_of_the_incident_unlocks_nothing(LocationKind kind, double? uncertainty, string reason)
    {
        var scenario = new Scenario();
        var said = scenario.Says();
        scenario.When(said with { Message = said.Message with { Location = said.Message.Location! with { Kind = kind, UncertaintyMeters = uncertainty } } }).WhenDecided(A)
            .ThenIs(incident => incident.DecisionReason.ShouldBe(reason))
            .ThenLive(reason == "qualified" ? [1] : []);
    }

    [Fact]
    public void No_consent_no_grant_and_the_count_of_those_left_out_is_on_record()
    {
        var scenario = new Scenario().WhenCadSays();
        scenario.WhenDecided(A with { Consent = A.Consent with { Active = false } }, B with { Consent = new(1, true, SharingRule.Always with { CallTypes = ["BOMB"] }) })
            .Then(scenario.Decided() with { Refused = ImmutableSortedDictionary<string, int>.Empty.Add("callTypeNotShared", 1).Add("noConsent", 1) });
    }

    [Fact]
    public void A_grant_ends_with_the_owners_hours_if_these_are_over_sooner()
    {
        // Noon UTC is eight in the morning in Chattanooga.
        var scenario = new Scenario().WhenCadSays();
        scenario.WhenDecided(A with { Consent = new(3, true, new(true, [], [new([DayOfWeek.Saturday], new(6, 0), new(8, 10))])) }).Then(scenario.Decided(
            new IssuedGrant(Grant(1), A.Id, A.Partner, 3, 100, false, scenario.Now.AddMinutes(10), "sharingHours")));
    }

    [Fact]
    public void A_grant_ends_with_the_agreement_if_that_ends_sooner_and_says_so()
    {
        var scenario = new Scenario().WhenCadSays();
        var agencies = ImmutableSortedDictionary<AgencyId, SharingRule>.Empty.Add(scenario.Incident.Agency, SharingRule.Always);
        var feed = A with { Consent = A.Consent with { Bounds = new([], agencies, scenario.Now.AddMinutes(5)) } };
        scenario.WhenDecided(feed).Then(scenario.Decided(
            new IssuedGrant(Grant(1), A.Id, A.Partner, A.Consent.Version, 100, false, scenario.Now.AddMinutes(5), "agreementEnded")));
        scenario.After(5).When(new Tick([feed])).Then(new GrantsEnded([new(Grant(1), "agreementEnded")]));
    }

    [Fact]
    public void Talk_of_the_same_place_and_type_neither_extends_nor_issues() =>
        Unlocked("a").After(10).WhenCadSays(CadStatus.ResourcesOnscene).ThenIs(incident => incident.DecisionDue.ShouldBeFalse())
            .After(21).WhenTicked(A).Then(Ended("timeToLive", 1)).WhenCadSays(CadStatus.ResourcesEnroute).ThenLive()
            .ThenIs(incident => incident.DecisionDue.ShouldBeFalse());

    [Fact]
    public void A_move_keeps_what_is_in_range_ends_what_is_not_and_issues_new_grants()
    {
        var scenario = Unlocked("a", "b").After(5);
        var (far, near) = (Feed("b", -200), Feed("d", 200));
        scenario.WhenCadSays(CadStatus.NewLocation, meters: 250).WhenDecided(A, far, near)
            .Then(scenario.Decided(new IssuedGrant(Grant(3), near.Id, near.Partner, 1, 50, false, scenario.Now.AddMinutes(30), "timeToLive")), Ended("outOfArea", 2))
            .ThenLive(1, 3);
    }

    [Fact]
    public void A_grant_that_a_new_decision_finds_without_consent_ends_for_that_reason()
    {
        var scenario = Unlocked("a").After(5).WhenCadSays(type: "ACTSHOOT");
        scenario.WhenDecided(A with { Consent = A.Consent with { Active = false } })
            .Then(scenario.Decided() with { Refused = ImmutableSortedDictionary<string, int>.Empty.Add("noConsent", 1) }, Ended("noConsent", 1));
    }

    [Fact]
    public void A_grant_whose_time_is_up_does_not_keep_its_feed_from_a_new_decision()
    {
        var scenario = Unlocked("a").After(31).WhenCadSays(type: "ACTSHOOT");
        scenario.WhenDecided(A)
            .Then(scenario.Decided(new IssuedGrant(Grant(2), A.Id, A.Partner, 1, 100, false, scenario.Now.AddMinutes(60), "timeToLive")), Ended("timeToLive", 1))
            .ThenLive(2);
    }

    [Fact]
    public void A_call_that_turns_out_to_qualify_unlocks() =>
        new Scenario().WhenCadSays(type: "PARKING").WhenDecided(A).ThenLive().After(2).WhenCadSays(type: "ROBBERY").WhenDecided(A).ThenLive(1);

    [Fact]
    public void A_call_that_turns_out_harmless_locks()
    {
        var scenario = Unlocked("a").After(2).WhenCadSays(type: "NOISE");
        scenario.WhenDecided().Then(new UnlockDecided("p1", null, "callTypeNotQualified", [], ImmutableSortedDictionary<string, int>.Empty), Ended("callTypeNotQualified", 1));
    }

    [Fact]
    public void A_reopened_incident_gets_new_grants_with_new_ids() =>
        Unlocked("a", "b").After(5).WhenCadSays(CadStatus.Closed).ThenLive().After(5).WhenCadSays(CadStatus.ReOpened).WhenDecided(A, B).ThenLive(3, 4)
            .ThenIs(incident => incident.Grants.Select(grant => grant.Id).ShouldBeUnique());

    [Fact]
    public void An_owner_who_withdraws_ends_the_grant() =>
        Unlocked("a", "b").WhenTicked(A with { Consent = A.Consent with { Active = false } }, B).Then(Ended("noConsent", 1)).ThenLive(2);

    [Fact]
    public void A_feed_that_is_removed_ends_its_grant() => Unlocked("a").WhenTicked().Then(Ended("feedRemoved", 1));

    [Fact]
    public void An_owner_who_shortens_the_hours_shortens_the_grant_and_its_views()
    {
        var scenario = Unlocked("a");
        var end = scenario.Now.AddSeconds(20);
        scenario.Given(new TicketIssued(Ticket(1), Grant(1), A.Id, "ann", "ROBBERY", scenario.Now.AddSeconds(30)))
            .WhenTicked(A with { Consent = new(2, true, new(true, [], [new([DayOfWeek.Saturday], new(6, 0), new(8, 0, 20))])) })
            .Then(new GrantsRescheduled([new(Grant(1), end, "sharingHours")], "sharingHours"))
            .ThenIs(incident => incident.Tickets.ShouldHaveSingleItem().ExpiresAt.ShouldBe(end));
    }
}
