using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using static Dragonfly.Core.Tests.Incidents.Scenario;

namespace Dragonfly.Core.Tests.Incidents;

/// <summary>What is asked of the video system, and what its answers make of a grant.</summary>
public sealed class VideoTests
{
    private static readonly Feed A = Feed("a");

    [Fact]
    public void A_grant_is_opened_once_and_then_left_alone()
    {
        var scenario = Granted("a");
        scenario.Plan.Due.ShouldBe([new(VideoVerb.Open, Grant(1), A.Id, 1, scenario.Now.AddMinutes(30))]);
        scenario.Given(Opens).Plan.Due.ShouldBeEmpty("the call is claimed");
        scenario.Given(Opened).Plan.ShouldSatisfyAllConditions(
            plan => plan.Due.ShouldBeEmpty(),
            plan => plan.DueAt.ShouldBe(scenario.Now.AddMinutes(30)));
    }

    [Fact]
    public void A_claim_whose_outcome_is_lost_runs_out()
    {
        var scenario = Granted("a").Given(Opens);
        scenario.Plan.DueAt.ShouldBe(scenario.Now + Retry.Claim);
        scenario.After(seconds: 5).Plan.Due.ShouldHaveSingleItem().Attempt.ShouldBe(2);
    }

    [Fact]
    public void One_feed_that_fails_keeps_no_other_from_opening_and_is_tried_again_ever_later()
    {
        var scenario = Granted("a", "b").Given(Opens).Given(s => new VideoFinished([new(VideoVerb.Open, Grant(1), 1, "refused", s.Now), new(VideoVerb.Open, Grant(2), 1, null, s.Now)]));
        scenario.Incident.Grants.Select(grant => (grant.Observed, grant.Failure)).ShouldBe([(Observed.Unknown, "refused"), (Observed.Open, null)]);
        foreach (var wait in (int[])[1, 2, 4, 8, 16, 30, 30])
        {
            scenario.After(seconds: wait - 0.001).Plan.Due.ShouldBeEmpty();
            scenario.After(seconds: 0.001).Plan.Due.ShouldHaveSingleItem().Grant.ShouldBe(Grant(1));
            scenario.Given(Opens).Given(s => s.Finished("unreachable"));
        }

        scenario.After(seconds: 30).Given(Opens).Given(Opened).Incident.Grants[0].ShouldSatisfyAllConditions(
            grant => grant.Observed.ShouldBe(Observed.Open),
            grant => grant.Failure.ShouldBeNull(),
            grant => grant.UnlockedAt.ShouldBe(scenario.Now));
    }

    [Fact]
    public void A_close_is_tried_until_it_is_done()
    {
        var scenario = Unlocked("a").WhenCadSays(CadStatus.Closed);
        for (var attempt = 1; attempt <= 10; attempt++)
        {
            scenario.Plan.Due.ShouldHaveSingleItem().ShouldSatisfyAllConditions(action => action.Verb.ShouldBe(VideoVerb.Close), action => action.Attempt.ShouldBe(attempt));
            scenario.Given(Opens).Given(s => s.Finished("timeout")).After(seconds: 30);
        }

        scenario.Given(Opens).Given(Opened).Plan.IsFinished.ShouldBeTrue();
        scenario.Incident.Grants[0].LockedAt.ShouldBe(scenario.Now);
    }

    [Fact]
    public void A_grant_that_never_was_opened_needs_no_close()
    {
        var scenario = Granted("a").WhenCadSays(CadStatus.Closed);
        scenario.Plan.IsFinished.ShouldBeTrue();
        scenario.Incident.Grants[0].LockedAt.ShouldBe(scenario.Now);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("timeout")]
    public void The_outcome_of_an_open_that_comes_after_the_close_asks_for_the_close_again(string? failure)
    {
        var scenario = Granted("a").Given(Opens);
        var open = scenario.Finished(failure);
        scenario.WhenCadSays(CadStatus.Closed).Given(Opens).Given(Opened).Plan.IsFinished.ShouldBeTrue();

        scenario.Given(open);

        scenario.Plan.Due.ShouldHaveSingleItem().Verb.ShouldBe(VideoVerb.Close);
        scenario.Incident.Grants[0].LockedAt.ShouldBeNull();
    }

    [Fact]
    public void The_outcome_of_an_open_under_the_old_end_does_not_pass_for_one_under_the_new()
    {
        var scenario = Granted("a").Given(Opens);
        var open = scenario.Finished(null);
        scenario.When(new Extend(20, "why", [A])).Given(open);

        scenario.Incident.Grants[0].UnlockedAt.ShouldBe(scenario.Now, "it is viewable");
        scenario.Plan.Due.ShouldHaveSingleItem().ExpiresAt.ShouldBe(scenario.Now.AddMinutes(50));
    }

    [Fact]
    public void An_overtaken_failure_changes_nothing()
    {
        var scenario = Granted("a").Given(Opens);
        var first = scenario.Finished("timeout");
        scenario.After(seconds: 5).Given(Opens).Given(Opened);
        var before = scenario.Incident.Grants[0];

        scenario.Given(first).Incident.Grants[0].ShouldBe(before);
    }

    [Fact]
    public void A_lease_that_was_lost_is_taken_out_again()
    {
        var scenario = Unlocked("a").When(new CorrectLease(Grant(1), Held: false)).Then(new LeaseCorrected(Grant(1), false));
        scenario.Plan.Due.ShouldHaveSingleItem().Verb.ShouldBe(VideoVerb.Open);
    }

    [Fact]
    public void A_lease_that_should_be_gone_is_given_back_again()
    {
        var scenario = Unlocked("a").WhenCadSays(CadStatus.Closed).Given(Opens).Given(Opened).When(new CorrectLease(Grant(1), Held: true)).Then(new LeaseCorrected(Grant(1), true));
        scenario.Plan.Due.ShouldHaveSingleItem().Verb.ShouldBe(VideoVerb.Close);
    }

    [Fact]
    public void What_is_as_believed_or_still_under_way_needs_no_correction()
    {
        Unlocked("a").When(new CorrectLease(Grant(1), Held: true)).Then();
        Granted("a").Given(Opens).When(new CorrectLease(Grant(1), Held: false)).Then();
        Unlocked("a").When(new CorrectLease(Grant(9), Held: true)).Then();
    }

    [Fact]
    public void Nothing_to_call_is_nothing_to_record()
    {
        Unlocked("a").When(new StartVideo([])).Then();
        Unlocked("a").When(new FinishVideo([])).Then();
    }
}
