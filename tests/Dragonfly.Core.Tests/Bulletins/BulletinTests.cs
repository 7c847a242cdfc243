using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Json;
using Dragonfly.Core.Tests.Incidents;
using static Dragonfly.Core.Tests.Incidents.Scenario;

namespace Dragonfly.Core.Tests.Bulletins;

public sealed class BulletinTests
{
    private static readonly BulletinId Id = BulletinId.Of(IncidentId.Of(new("cpd"), "26-1"), "1");
    private static readonly BulletinId Other = BulletinId.Of(IncidentId.Of(new("cpd"), "26-1"), "2");

    [Fact]
    public void What_is_sent_goes_to_each_unit_once() =>
        Unlocked("a").When(Send("A12", "A14", "A12")).Then(new BulletinSent(Id, new("clip"), ["A12", "A14"], "ann", "digest"))
            .ThenIs(incident => StatesOf(incident).ShouldBe([("A12", BulletinDelivery.Pending), ("A14", BulletinDelivery.Pending)]));

    [Fact]
    public void The_same_again_is_its_repetition_and_something_else_by_its_id_is_refused() =>
        Sent("A12").When(Send("A12")).ThenRepeated()
            .When(Send("A12") with { TextDigest = "other" }).ThenRefused("keyReused", Id.Value)
            .When(Send("A12") with { Clip = new("other") }).ThenRefused("keyReused");

    [Fact]
    public void It_needs_units_and_not_too_many() =>
        Unlocked("a").When(Send()).ThenRefused("noUnits").When(Send(Many(51))).ThenRefused("tooManyUnits")
            .When(Send(Many(50))).ThenIs(incident => incident.Bulletins[0].Recipients.Length.ShouldBe(50));

    [Fact]
    public void An_incident_has_so_many_at_the_most()
    {
        var scenario = Unlocked("a");
        for (var n = 0; n < BulletinRules.MostBulletins; n++) scenario.When(Send("A12") with { Bulletin = new($"b{n}") });
        scenario.When(Send("A12")).ThenRefused("tooManyBulletins");
    }

    [Fact]
    public void It_may_be_sent_for_an_hour_after_the_incident_is_over() =>
        Unlocked("a").WhenCadSays(CadStatus.Closed).After(59.9).When(Send("A12")).Then(new BulletinSent(Id, new("clip"), ["A12"], "ann", "digest"))
            .After(0.1).When(Send("A12") with { Bulletin = Other }).ThenRefused("incidentOver");

    [Fact]
    public void A_device_receives_it_once_and_somebody_acknowledges_it_once() =>
        Sent("A12", "A14").When(new ReceiveBulletin(Id, "A12")).Then(new BulletinReceived(Id, "A12"))
            .When(new ReceiveBulletin(Id, "A12")).Then()
            .After(1).When(new AcknowledgeBulletin(Id, "A12")).Then(new BulletinAcknowledged(Id, "A12"))
            .When(new AcknowledgeBulletin(Id, "A12")).Then()
            .When(new ReceiveBulletin(Id, "A12")).Then()
            .ThenIs(incident => StatesOf(incident).ShouldBe([("A12", BulletinDelivery.Acknowledged), ("A14", BulletinDelivery.Pending)]));

    [Fact]
    public void Whoever_acknowledges_has_received_it() =>
        Sent("A12").When(new AcknowledgeBulletin(Id, "A12")).ThenIs(incident => incident.Bulletins[0].Recipients[0].ReceivedAt.ShouldBe(incident.ChangedAt));

    [Fact]
    public void Another_units_bulletin_does_not_exist() =>
        Sent("A12").When(new ReceiveBulletin(Id, "B1")).ThenRefused("bulletinUnknown").When(new AcknowledgeBulletin(Id, "B1")).ThenRefused("bulletinUnknown")
            .When(new AcknowledgeBulletin(Other, "A12")).ThenRefused("bulletinUnknown");

    [Fact]
    public void It_is_sent_again_to_units_that_do_not_have_it_and_then_given_up()
    {
        var scenario = Sent("A12", "A14").When(new ReceiveBulletin(Id, "A14"));
        foreach (var seconds in (int[])[10, 30, 60, 120, 300, 300, 300, 300])
        {
            scenario.Plan.DueAt.ShouldBe(scenario.Now.AddSeconds(seconds));
            scenario.After(seconds: seconds - 1).When(new TendBulletins()).Then();
            scenario.After(seconds: 1).When(new TendBulletins()).Then(new BulletinResent(Id, ["A12"]));
            scenario.When(new TendBulletins()).Then();
        }

        scenario.After(seconds: 60).When(new TendBulletins()).Then(new BulletinUndelivered(Id, ["A12"]))
            .ThenIs(incident => StatesOf(incident).ShouldBe([("A12", BulletinDelivery.Undelivered), ("A14", BulletinDelivery.Delivered)]))
            .After(600).When(new TendBulletins()).Then();
        BulletinDecider.DueAt(scenario.Incident).ShouldBeNull();
        Notices.Of(scenario.Incident.Id, scenario.Entries).Select(notice => notice.Code).ShouldBe([NoticeCode.BulletinUndelivered]);
        scenario.When(new ReceiveBulletin(Id, "A12")).ThenIs(incident => StatesOf(incident)[0].State.ShouldBe(BulletinDelivery.Delivered));
    }

    [Fact]
    public void The_sender_may_have_it_sent_again_which_begins_the_tries_anew() =>
        Sent("A12", "A14").When(new AcknowledgeBulletin(Id, "A14")).Given(new BulletinUndelivered(Id, ["A12"]))
            .When(new ResendBulletin(Id, [], "bob")).Then(new BulletinResent(Id, ["A12"], "bob"))
            .ThenIs(incident => StatesOf(incident)[0].State.ShouldBe(BulletinDelivery.Pending))
            .After(seconds: 10).When(new TendBulletins()).Then(new BulletinResent(Id, ["A12"]))
            .When(new ResendBulletin(Id, ["A14"], "bob")).Then(new BulletinResent(Id, ["A14"], "bob"))
            .When(new ResendBulletin(Id, ["A14", "B1"], "bob")).ThenRefused("notARecipient")
            .When(new AcknowledgeBulletin(Id, "A12")).When(new ResendBulletin(Id, [], "bob")).ThenRefused("allAcknowledged")
            .When(new ResendBulletin(Other, [], "bob")).ThenRefused("bulletinUnknown");

    [Fact]
    public void What_is_recalled_is_over_for_everybody()
    {
        var scenario = Sent("A12").When(new RecallBulletin(Id, "bob", "wrong man")).Then(new BulletinRecalled(Id, "bob", "wrong man"))
            .When(new RecallBulletin(Id, "bob", null)).Then()
            .When(new ReceiveBulletin(Id, "A12")).ThenRefused("bulletinRecalled")
            .When(new AcknowledgeBulletin(Id, "A12")).ThenRefused("bulletinRecalled")
            .When(new ResendBulletin(Id, [], "bob")).ThenRefused("bulletinRecalled")
            .When(new RecallBulletin(Other, "bob", null)).ThenRefused("bulletinUnknown")
            .After(1).When(new TendBulletins()).Then();
        BulletinDecider.DueAt(scenario.Incident).ShouldBeNull();
        BulletinView.Of(scenario.Incident.Bulletins[0]).State.ShouldBe(BulletinStanding.Recalled);
    }

    [Fact]
    public void It_expires_an_hour_after_the_incident_is_over_unless_that_is_reopened()
    {
        var scenario = Sent("A12").When(new AcknowledgeBulletin(Id, "A12"));
        BulletinDecider.DueAt(scenario.Incident).ShouldBeNull("while the incident is open it stands");
        scenario.After(5).WhenCadSays(CadStatus.Closed);
        BulletinDecider.DueAt(scenario.Incident).ShouldBe(scenario.Now.AddHours(1));
        scenario.After(10).WhenCadSays(CadStatus.ReOpened).After(60).When(new TendBulletins()).Then()
            .WhenCadSays(CadStatus.Closed).After(60).When(new TendBulletins()).Then(new BulletinsExpired([Id]))
            .When(new TendBulletins()).Then()
            .When(new AcknowledgeBulletin(Id, "A12")).ThenRefused("bulletinExpired")
            .ThenIs(incident => BulletinView.Of(incident.Bulletins[0]).State.ShouldBe(BulletinStanding.Expired));
    }

    [Fact]
    public void When_it_expires_it_is_not_sent_again() =>
        Sent("A12").WhenCadSays(CadStatus.Closed).After(60).When(new TendBulletins()).Then(new BulletinsExpired([Id]));

    [Fact]
    public void A_try_that_is_due_before_the_end_comes_first()
    {
        var scenario = Sent("A12").WhenCadSays(CadStatus.Closed);
        BulletinDecider.DueAt(scenario.Incident).ShouldBe(scenario.Now.AddSeconds(10));
    }

    [Fact]
    public void A_head_that_was_stored_before_there_were_bulletins_has_none() =>
        JsonSerializer.Deserialize("""{"id":"i","agency":"cpd","number":"26-1"}""", CoreJson.Default.Incident).ShouldNotBeNull()
            .ShouldSatisfyAllConditions(incident => incident.Bulletins.ShouldBeEmpty(), incident => incident.WantedClips.ShouldBeEmpty());

    private static Scenario Sent(params ImmutableArray<string> units) => Unlocked("a").When(Send(units));

    private static SendBulletin Send(params ImmutableArray<string> units) => new(Id, new("clip"), units, "ann", "digest");

    private static ImmutableArray<string> Many(int units) => [.. Enumerable.Range(0, units).Select(unit => $"U{unit}")];

    private static IReadOnlyList<(string Unit, BulletinDelivery State)> StatesOf(Incident incident) => [.. incident.Bulletins[0].Recipients.Select(unit => (unit.Unit, unit.State))];
}
