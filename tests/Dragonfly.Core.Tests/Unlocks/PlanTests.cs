using Dragonfly.Conformance;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Tests.Unlocks;

public sealed class PlanTests
{
    private static readonly DateTimeOffset Now = TestCad.Noon;

    [Fact]
    public void With_nothing_to_do_it_is_finished() => For().ShouldSatisfyAllConditions(plan => plan.IsFinished.ShouldBeTrue(), plan => plan.Due.ShouldBeEmpty());

    [Fact]
    public void A_decision_that_is_due_is_due_now() => Plan.For(Incident() with { DecisionDue = true }, Now).DueAt.ShouldBe(Now);

    [Theory]
    [InlineData(Desired.Open, Observed.Closed, VideoVerb.Open)]
    [InlineData(Desired.Open, Observed.Unknown, VideoVerb.Open)]
    [InlineData(Desired.Open, Observed.Open, null)]
    [InlineData(Desired.Closed, Observed.Open, VideoVerb.Close)]
    [InlineData(Desired.Closed, Observed.Unknown, VideoVerb.Close)]
    [InlineData(Desired.Closed, Observed.Closed, null)]
    [InlineData(Desired.Approval, Observed.Closed, null)]
    public void A_lease_is_brought_to_where_it_should_be(Desired desired, Observed observed, VideoVerb? verb) =>
        For(Grant() with { Desired = desired, Observed = observed, Attempt = 2 }).Due.Select(action => ((VideoVerb?)action.Verb, action.Attempt)).ShouldBe(verb is null ? [] : [(verb, 3)]);

    [Fact]
    public void A_live_grant_is_due_when_its_time_is_up() => For(Grant() with { Observed = Observed.Open }).DueAt.ShouldBe(Now.AddMinutes(30));

    [Fact]
    public void Nothing_is_opened_whose_time_is_up() =>
        For(Grant() with { ExpiresAt = Now }).ShouldSatisfyAllConditions(plan => plan.Due.ShouldBeEmpty(), plan => plan.DueAt.ShouldBe(Now));

    [Fact]
    public void What_failed_is_due_when_it_may_be_tried_again_and_the_soonest_counts()
    {
        var plan = For(Grant() with { RetryAt = Now.AddSeconds(4) }, Grant() with { RetryAt = Now.AddSeconds(2) }, Grant() with { Desired = Desired.Closed });
        plan.Due.ShouldBeEmpty();
        plan.DueAt.ShouldBe(Now.AddSeconds(2));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 16)]
    [InlineData(6, 30)]
    [InlineData(1_000_000, 30)]
    [InlineData(0, 1)]
    public void Retries_back_off_to_half_a_minute(int attempt, int seconds) => Retry.After(attempt).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void A_claim_outlasts_the_call_it_is_for() => Retry.Claim.ShouldBeGreaterThan(TimeSpan.FromSeconds(2));

    private static Plan For(params Grant[] grants) => Plan.For(Incident() with { Grants = [.. grants] }, Now);

    private static Incident Incident() => Core.Incidents.Incident.Unreported(new("cpd"), "26-1");

    private static Grant Grant() => new()
    {
        Id = new("g"),
        Feed = new("f"),
        Partner = new("p"),
        ConsentVersion = 1,
        DistanceMeters = 1,
        InView = false,
        IssuedAt = Now,
        ExpiresAt = Now.AddMinutes(30),
        ExpiryReason = "timeToLive",
        Desired = Desired.Open,
    };
}
