using System.Collections.Immutable;
using Dragonfly.Conformance;
using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Tests.Incidents;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Tests.Unlocks;

/// <summary>What the map around an incident shows. Which consents count is in <see cref="Registry.ConsentTests"/>, for every history.</summary>
public sealed class SurroundingsTests
{
    private static readonly Feed Withdrawn = Scenario.Feed("withdrawn") with { Consent = new(2, false, SharingRule.Always) };

    [Theory]
    [InlineData("ROBBERY", 500)] // The policy says 300.
    [InlineData("ACTSHOOT", 600)]
    [InlineData("NOISE", 500)]
    public void It_shows_what_is_within_half_a_kilometer_and_as_far_as_the_policy_reaches(string type, double meters) =>
        Surroundings.Of(Reported(type), Scenario.Policy).ShouldBe(new Circle(TestCad.Downtown, meters));

    [Fact]
    public void It_shows_all_that_a_threat_is_about()
    {
        Surroundings.Of(Threat(700), Scenario.Policy).ShouldBe(new Circle(TestCad.Downtown, 700));
        Surroundings.Of(Threat(100), Scenario.Policy).ShouldBe(new Circle(TestCad.Downtown, 500));
    }

    [Fact]
    public void Where_nobody_knows_where_it_is_there_is_nothing_around_it()
    {
        Surroundings.Of(Reported("ROBBERY") with { Point = null }, Scenario.Policy).ShouldBeNull();
        var incident = Scenario.Unlocked("a").Incident;
        Surroundings.Find(incident with { Point = null }, [Scenario.Feed("a")], TestCad.Noon).ShouldHaveSingleItem().DistanceMeters.ShouldBe(incident.Grants[0].DistanceMeters, "what it was when it was decided");
    }

    [Fact]
    public void The_nearest_is_first_and_each_is_there_once() =>
        Shown(Reported("ROBBERY"), Scenario.Feed("far", 450), Scenario.Feed("z", 100), Scenario.Feed("a", 100), Scenario.Feed("near", 12.345), Scenario.Feed("far", 450))
            .ShouldBe(["near 12.3", "a 100", "z 100", "far 450"]);

    [Fact]
    public void It_shows_what_an_owner_shares_for_other_calls_and_hours_and_nothing_that_is_not_shared()
    {
        var (night, other) = (SharingRule.Always with { Hours = [new([DayOfWeek.Sunday], new(1, 0), new(2, 0))] }, SharingRule.Always with { CallTypes = ["BOMB"] });
        Shown(
            Reported("ROBBERY"),
            Shared("night", night),
            Shared("other", other),
            Shared("off", SharingRule.Never),
            Shared("paused", SharingRule.Always with { PausedUntil = TestCad.Noon.AddTicks(1) }),
            Shared("no longer paused", SharingRule.Always with { PausedUntil = TestCad.Noon }),
            Withdrawn,
            Bound("theirs", new("hcso")),
            Bound("ours", new("cpd")),
            Bound("site off", new("cpd"), SharingRule.Never)).ShouldBe(["night 100", "no longer paused 100", "other 100", "ours 100"], ignoreOrder: true);
    }

    [Fact]
    public void It_shows_what_is_granted_as_long_as_the_grant_lives()
    {
        var scenario = Scenario.Unlocked("withdrawn");
        Shown(scenario.Incident, Withdrawn).ShouldBe(["withdrawn 100"]);
        Shown(scenario.WhenTicked(Withdrawn).ThenLive().Incident, Withdrawn).ShouldBeEmpty();
    }

    [Fact]
    public void Where_there_are_too_many_those_granted_stay_and_the_nearest_of_the_others()
    {
        var incident = Scenario.Unlocked("granted").Incident;
        Feed[] feeds = [Scenario.Feed("granted", 490), .. Enumerable.Range(1, 300).Select(i => Scenario.Feed($"f{i}", i))];
        var shown = Surroundings.Find(incident, feeds, TestCad.Noon);
        shown.Select(feed => feed.FeedId.Value).ShouldBe([.. Enumerable.Range(1, Surroundings.Most - 1).Select(i => $"f{i}"), "granted"]);
    }

    private static IEnumerable<string> Shown(Incident incident, params Feed[] feeds) =>
        Surroundings.Find(incident, feeds, TestCad.Noon).Select(feed => FormattableString.Invariant($"{feed.FeedId} {feed.DistanceMeters}"));

    private static Feed Shared(string id, SharingRule rule) => Scenario.Feed(id) with { Consent = new(1, true, rule) };

    private static Feed Bound(string id, AgencyId agency, SharingRule? site = null) => Scenario.Feed(id) with
    {
        Consent = new(1, true, SharingRule.Always, new([SharingRule.Always, site ?? SharingRule.Always], ImmutableSortedDictionary<AgencyId, SharingRule>.Empty.Add(agency, SharingRule.Always), TestCad.Noon.AddDays(1))),
    };

    private static Incident Reported(string type) => new Scenario().WhenCadSays(type: type).Incident with { Point = TestCad.Downtown };

    private static Incident Threat(double meters) => Reported("ACTSHOOT") with { Threat = new(new Circle(TestCad.Downtown, meters), "ann", TestCad.Noon.AddMinutes(10), TestCad.Noon.AddHours(1)) };
}
