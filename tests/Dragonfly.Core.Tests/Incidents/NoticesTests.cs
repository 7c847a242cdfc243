using Dragonfly.Conformance;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using static Dragonfly.Core.Tests.Incidents.Scenario;

namespace Dragonfly.Core.Tests.Incidents;

public sealed class NoticesTests
{
    private static readonly Feed A = Feed("a"), B = Feed("b", 200);

    [Fact]
    public void Feeds_that_wait_need_approval() => Of(new Scenario().WhenCadSays(type: "ALMH").WhenDecided(A)).ShouldBe([NoticeCode.ApprovalNeeded]);

    [Fact]
    public void A_call_that_would_have_to_wait_but_has_no_feeds_needs_none() => Of(new Scenario().WhenCadSays(type: "ALMH").WhenDecided([])).ShouldBeEmpty();

    [Fact]
    public void A_threat_needs_approval() => Of(ThreatTests.Declared()).ShouldBe([NoticeCode.ApprovalNeeded]);

    [Fact]
    public void A_call_that_just_opens_and_closes_is_no_news() => Of(Unlocked("a").WhenCadSays(Core.Incidents.Cad.CadStatus.Closed)).ShouldBeEmpty();

    [Theory]
    [InlineData("noConsent", true)]
    [InlineData("sharingOff", true)]
    [InlineData("paused", true)]
    [InlineData("callTypeNotShared", true)]
    [InlineData("feedRemoved", true)]
    [InlineData("outsideHours", true)]
    [InlineData("sharingHours", false)]
    [InlineData("outOfArea", false)]
    [InlineData("timeToLive", false)]
    [InlineData("lockedBySupervisor", false)]
    public void A_lock_is_the_owners_when_the_owner_changed_something(string reason, bool isOwners)
    {
        var scenario = Unlocked("a", "b").Given(Ended(reason, 2));
        Notices.Of(scenario.Incident.Id, [scenario.Entries[^1]]).Select(notice => notice.Code).ShouldBe(isOwners ? [NoticeCode.LockedByOwner] : []);
    }

    [Fact]
    public void A_lock_is_not_the_owners_when_CAD_makes_the_call_one_that_is_not_shared() =>
        Of(Unlocked("a", "b").WhenCadSays(type: "ASSAULT").Given(Ended("callTypeNotShared", 2))).ShouldBeEmpty();

    [Fact]
    public void Of_each_kind_there_is_one_in_a_write_and_it_says_when_and_of_what()
    {
        var scenario = Unlocked("a", "b").After(1).Given(Ended("noConsent", 1), Ended("timeToLive", 2), Ended("paused", 2));
        Notices.Of(scenario.Incident.Id, scenario.Entries).ShouldBe([new(NoticeCode.LockedByOwner, TestCad.Noon.AddMinutes(1), scenario.Incident.Id)]);
    }

    private static IEnumerable<string> Of(Scenario scenario) => Notices.Of(scenario.Incident.Id, scenario.Entries).Select(notice => notice.Code);
}
