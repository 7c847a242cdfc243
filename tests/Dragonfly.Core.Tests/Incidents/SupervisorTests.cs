using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Registry;
using static Dragonfly.Core.Tests.Incidents.Scenario;

namespace Dragonfly.Core.Tests.Incidents;

public sealed class SupervisorTests
{
    private static readonly Feed A = Feed("a"), B = Feed("b", 200);

    [Fact]
    public void Locking_one_feed_ends_its_grant_only() =>
        Unlocked("a", "b").When(new LockFeeds(Grant(1), "why")).Then(new LockedBySupervisor(Grant(1), "why"), Ended("lockedBySupervisor", 1)).ThenLive(2);

    [Fact]
    public void A_locked_feed_is_not_unlocked_again_by_a_new_decision_until_the_incident_is_reopened() =>
        Unlocked("a", "b").When(new LockFeeds(Grant(1), "why"))
            .After(1).WhenCadSays(type: "ACTSHOOT").WhenDecided(A, B).ThenLive(2)
            .After(1).WhenCadSays(CadStatus.Closed).After(1).WhenCadSays(CadStatus.ReOpened).WhenDecided(A, B).ThenLive(3, 4);

    [Fact]
    public void Locking_a_grant_whose_time_is_up_holds_its_feed_all_the_same() =>
        Unlocked("a", "b").After(31).When(new Tick([A, B])).When(new LockFeeds(Grant(1), "why"))
            .WhenCadSays(type: "ACTSHOOT").WhenDecided(A, B).ThenLive(3)
            .ThenIs(incident => incident.Grants[2].Feed.ShouldBe(B.Id));

    [Fact]
    public void Locking_an_old_grant_locks_the_feed_and_so_its_new_grant_too() =>
        Unlocked("a", "b").After(31).When(new Tick([A, B])).WhenCadSays(type: "ACTSHOOT").WhenDecided(A, B).ThenLive(3, 4)
            .When(new LockFeeds(Grant(1), "why")).ThenLive(4);

    [Fact]
    public void Locking_everything_holds_whatever_CAD_says_short_of_reopening() =>
        Unlocked("a", "b").When(new LockFeeds(null, "why")).Then(new LockedBySupervisor(null, "why"), Ended("lockedBySupervisor", 1, 2))
            .After(1).WhenCadSays(CadStatus.NewLocation, type: "ACTSHOOT", meters: 50).WhenDecided(A, B).ThenLive()
            .ThenIs(incident => incident.DecisionReason.ShouldBe("lockedBySupervisor"))
            .After(1).WhenCadSays(CadStatus.Closed).After(1).WhenCadSays(CadStatus.ReOpened).WhenDecided(A, B).ThenLive(3, 4);

    [Fact]
    public void A_reopening_of_what_never_was_closed_lifts_no_lock() =>
        Unlocked("a").When(new LockFeeds(null, "why")).After(1).WhenCadSays(CadStatus.ReOpened, type: "ACTSHOOT").WhenDecided(A).ThenLive();

    [Fact]
    public void A_grant_that_is_not_there_cannot_be_locked() => Unlocked("a").When(new LockFeeds(Grant(9), "why")).ThenRefused("grantUnknown", Grant(9).Value);

    [Fact]
    public void An_extension_moves_the_end_and_has_the_lease_taken_out_again()
    {
        var scenario = Unlocked("a");
        var end = scenario.Now.AddMinutes(50);
        scenario.After(10).When(new Extend(20, "why", [A])).Then(new GrantsRescheduled([new(Grant(1), end, "timeToLive")], "why"));
        scenario.Plan.Due.ShouldHaveSingleItem().ExpiresAt.ShouldBe(end);
        scenario.ThenIs(incident => IncidentDecider.WhyNotViewable(incident, incident.Grants[0], A, scenario.Now).ShouldBeNull("it stays viewable meanwhile"));
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public void An_extension_stays_within_what_the_policy_lets(int minutes, bool allowed)
    {
        var scenario = Unlocked("a").When(new Extend(minutes, "why", [A]));
        if (!allowed) scenario.ThenRefused("beyondPolicy", Grant(1).Value);
        scenario.Incident.Grants[0].ExpiresAt.ShouldBe(scenario.Now.AddMinutes(allowed ? 60 : 30));
    }

    [Fact]
    public void An_extension_ends_with_the_owners_hours()
    {
        var scenario = Unlocked("a");
        scenario.When(new Extend(30, "why", [OpenUntil(8, 45)])).Then(new GrantsRescheduled([new(Grant(1), scenario.Now.AddMinutes(45), "sharingHours")], "why"));
        scenario.When(new Extend(10, "why", [OpenUntil(8, 45)])).ThenRefused("beyondSharingHours");
    }

    [Fact]
    public void There_is_nothing_to_extend_once_the_time_is_up() => Unlocked("a").After(30).When(new Extend(10, "why", [A])).ThenRefused("nothingUnlocked");

    [Fact]
    public void There_is_nothing_to_extend_once_it_is_over() =>
        Unlocked("a").WhenCadSays(CadStatus.Closed).When(new Extend(10, "why", [A])).ThenRefused("nothingUnlocked");

    private static Feed OpenUntil(int hour, int minute) => A with { Consent = new(2, true, new(true, [], [new([DayOfWeek.Saturday], new(6, 0), new(hour, minute))])) };
}
