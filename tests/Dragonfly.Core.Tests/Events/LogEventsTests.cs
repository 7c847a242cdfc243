using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Conformance;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Events;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;

namespace Dragonfly.Core.Tests.Events;

/// <summary>What of the log others are told.</summary>
public sealed class LogEventsTests
{
    [Fact]
    public void An_incident_tells_what_is_granted_opened_and_locked_and_nothing_twice()
    {
        var (incident, _) = EveryEvent.Happened(); // A supervisor had to approve, later locked one feed, and CAD closed.
        var events = EventsOf(incident.Id.Timeline, incident.Timeline);
        var grants = incident.Incident.Grants.Select(grant => grant.Id.Value).ToArray();

        var granted = events.Where(happened => happened.Type is EventType.FeedGranted).ToArray();
        granted.Select(happened => happened.Data.GetProperty("grant").GetString()).ShouldBe(grants);
        granted.ShouldAllBe(happened => happened.Data.GetProperty("awaitsApproval").GetBoolean());

        var unlocked = events.Single(happened => happened.Type is EventType.IncidentUnlocked);
        unlocked.Data.GetProperty("grants").EnumerateArray().Select(grant => grant.GetString()).ShouldBe(grants);
        unlocked.Time.ShouldBe(incident.Incident.Grants[0].ApprovedAt!.Value, "nothing could be viewed before");

        var locked = events.Where(happened => happened.Type is EventType.FeedLocked).ToArray();
        locked.Select(happened => happened.Data.GetProperty("grant").GetString()).ShouldBe(grants, ignoreOrder: true);
        locked.Select(happened => happened.Data.GetProperty("reason").GetString()).Distinct().ShouldBe(["lockedBySupervisor", "incidentClosed"]);
        events.Length.ShouldBe(granted.Length + 1 + locked.Length);
    }

    [Fact]
    public void Without_approval_the_decision_unlocks()
    {
        var incident = TestIncident.New("26-1");
        incident.Do(TestCad.Noon, TestCad.Message("26-1", TestCad.Noon), new DecideUnlock(Core.Unlocks.UnlockPolicy.Default, [TestFeeds.At(TestCad.Downtown, "a"), TestFeeds.At(TestCad.Downtown, "b")]));
        EventsOf(incident.Id.Timeline, incident.Timeline).Select(happened => happened.Type).ShouldBe([EventType.IncidentUnlocked, EventType.FeedGranted, EventType.FeedGranted]);

        var quiet = TestIncident.New("26-2");
        quiet.Do(TestCad.Noon, TestCad.Message("26-2", TestCad.Noon, callType: "NOISE"), new DecideUnlock(Core.Unlocks.UnlockPolicy.Default, [TestFeeds.At(TestCad.Downtown, "a")]));
        EventsOf(quiet.Id.Timeline, quiet.Timeline).ShouldBeEmpty();
    }

    [Fact]
    public void An_id_names_one_event_and_the_same_one_whoever_reads_the_log()
    {
        var incidents = new[] { EveryEvent.Happened().Incident, EveryEvent.Threatened().Incident };
        var events = incidents.SelectMany(incident => EventsOf(incident.Id.Timeline, incident.Timeline)).ToArray();
        events.Select(happened => happened.Id).ShouldBeUnique();
        incidents.SelectMany(incident => incident.Timeline.SelectMany(entry => LogEvents.Of(incident.Id.Timeline, new("cpd"), entry))).Select(happened => happened.Id)
            .ShouldBe(events.Select(happened => happened.Id), "also one by one");
        events[0].Id.ShouldBe($"incidents/{incidents[0].Id}/2/0");
    }

    [Fact]
    public void Nothing_that_somebody_wrote_is_told()
    {
        var (partner, _) = TestPartner.Signed("p", null, [TestPartner.Site("s"), .. TestPartner.Shared("s", "a"), new Withdraw(new(new("s")), EveryEvent.AwkwardText)]);
        CloudEvent[] events =
        [
            .. EventsOf(EveryEvent.Happened().Incident.Id.Timeline, EveryEvent.Happened().Incident.Timeline), .. EventsOf(EveryEvent.Threatened().Incident.Id.Timeline, EveryEvent.Threatened().Incident.Timeline),
            .. EventsOf(Partner.TimelineOf(partner.Id), partner.Timeline),
        ];
        events.ShouldNotBeEmpty();
        var text = string.Concat(events.Select(happened => JsonSerializer.Serialize(happened, EventJson.Default.CloudEvent)));
        foreach (var word in (string[])["quoted", "Camera", "Shop", "Broad", "ann"]) text.ShouldNotContain(word);
    }

    [Fact]
    public void A_partner_tells_what_its_consent_is_about()
    {
        var (partner, _) = TestPartner.Signed("p", null, [TestPartner.Site("s"), .. TestPartner.Shared("s", "a"), new DecideSharing(new(new("s")), SharingRule.Never), new Withdraw(Scope.Everything, null)]);
        EventsOf(Partner.TimelineOf(partner.Id), partner.Timeline).Select(happened => (happened.Data.GetProperty("change").GetString(), happened.Subject, happened.Data.TryGetProperty("feeds", out _))).ShouldBe(
        [
            ("partnerApproved", "partners/p", false), ("agreementSigned", "partners/p", false), ("sharingDecided", "sites/s", true), ("sharingDecided", "sites/s", false), ("withdrawn", "partners/p", false),
        ]);
    }

    private static CloudEvent[] EventsOf(TimelineId timeline, IEnumerable<Entry> entries) => [.. entries.SelectMany(entry => LogEvents.Of(timeline, new("cpd"), entry))];
}
