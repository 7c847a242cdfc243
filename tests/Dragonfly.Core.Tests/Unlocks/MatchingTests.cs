using Dragonfly.Conformance;
using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Tests.Unlocks;

public sealed class MatchingTests
{
    [Fact]
    public void Feeds_match_up_to_the_radius_and_not_beyond() =>
        Find(At("in", 299.99), At("out", 300.01)).Candidates.ShouldHaveSingleItem().Feed.Id.Value.ShouldBe("in");

    [Fact]
    public void Those_that_see_the_place_come_first_then_the_nearest_then_by_id() =>
        Find(At("far", 200), At("z", 100), At("sees", 250, new(180, 60, 260)), At("a", 100), At("looks away", 50, new(0, 60, 260)), At("short-sighted", 150, new(180, 60, 149)))
            .Candidates.Select(candidate => candidate.Feed.Id.Value).ShouldBe(["sees", "looks away", "a", "z", "short-sighted", "far"]);

    [Fact]
    public void Those_left_out_are_counted_by_reason_and_those_out_of_range_are_not()
    {
        var (candidates, refused) = Find(
            At("a", 10) with { Consent = new(1, false, SharingRule.Always) },
            At("b", 10) with { Consent = new(1, false, SharingRule.Always) },
            At("c", 10) with { Consent = new(1, true, SharingRule.Always with { Enabled = false }) },
            At("d", 400) with { Consent = new(1, false, SharingRule.Always) },
            At("e", 10));
        candidates.Length.ShouldBe(1);
        refused.ShouldBe(new Dictionary<string, int> { ["noConsent"] = 2, ["sharingOff"] = 1 }, ignoreOrder: true);
    }

    [Fact]
    public void A_distance_is_told_to_a_tenth_of_a_meter() => Find(At("a", 123.456)).Candidates[0].DistanceMeters.ShouldBe(123.5);

    private static (System.Collections.Immutable.ImmutableArray<Candidate> Candidates, System.Collections.Immutable.ImmutableSortedDictionary<string, int> Refused) Find(params Feed[] near) =>
        Matching.Find(new Circle(TestCad.Downtown, 300), new("cpd"), "ROBBERY", near, TestCad.Noon);

    private static Feed At(string id, double metersNorth, FieldOfView? view = null) => TestFeeds.At(TestCad.Downtown.Toward(0, metersNorth), id) with { View = view };
}
