using System.Text.Json;
using System.Text.Json.Nodes;
using Dragonfly.Conformance;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Json;
using FsCheck;
using FsCheck.Fluent;
using static Dragonfly.Core.Tests.Incidents.Scenario;

namespace Dragonfly.Core.Tests.Incidents;

public sealed class ReceivingTests
{
    [Fact]
    public void The_first_message_makes_an_incident_that_asks_for_a_decision()
    {
        var scenario = new Scenario();
        scenario.WhenCadSays().Then(scenario.Received()).ThenIs(incident =>
        {
            incident.IsOpen.ShouldBeTrue();
            incident.DecisionDue.ShouldBeTrue();
            incident.ReceivedAt.ShouldBe(scenario.Now);
        });
    }

    [Fact]
    public void The_same_message_again_is_nothing_new() => new Scenario().WhenCadSays(id: "m", sentMinutes: 0).After(1).WhenCadSays(id: "m", sentMinutes: 0).ThenRepeated();

    [Fact]
    public void A_try_that_is_stamped_anew_is_still_the_same_message()
    {
        var scenario = new Scenario().WhenCadSays(id: "m");
        var report = scenario.Says(id: "m");
        scenario.After(1).When(report with { Message = report.Message with { MessageTime = report.Message.MessageTime.AddSeconds(30) } }).ThenRepeated();
    }

    [Fact]
    public void A_close_with_a_used_id_locks_again_what_was_reopened()
    {
        var scenario = new Scenario().WhenCadSays(id: "1").After(1).WhenCadSays(CadStatus.Closed, id: "m").After(1).WhenCadSays(CadStatus.ReOpened, id: "2");
        scenario.ThenIs(incident => incident.IsOpen.ShouldBeTrue());
        var close = scenario.After(1).Says(CadStatus.Closed, id: "m");
        scenario.When(close).ThenIs(incident => incident.IsOpen.ShouldBeFalse());
    }

    [Fact]
    public void Another_message_with_an_id_that_was_used_is_refused() =>
        new Scenario().WhenCadSays(id: "m").After(1).WhenCadSays(CadStatus.ResourcesOnscene, id: "m").ThenRefused("messageIdReused", "m")
            .ThenIs(incident => incident.Status.ShouldBe(CadStatus.Active));

    [Theory]
    [InlineData(CadStatus.Closed)]
    [InlineData(CadStatus.Cancelled)]
    public void A_close_counts_although_its_id_was_used_and_then_is_known_itself(CadStatus status)
    {
        var scenario = new Scenario().WhenCadSays(id: "m").After(1).WhenCadSays(status, id: "m").ThenIs(incident => incident.IsOpen.ShouldBeFalse());
        var close = scenario.Says(status, id: "m");
        scenario.After(1).When(close).ThenRepeated();
        scenario.When(close with { Message = close.Message with { Status = CadStatus.ReOpened } }).ThenRefused("messageIdReused");
    }

    [Fact]
    public void However_often_ids_are_used_again_nothing_is_taken_twice_and_no_close_is_lost()
    {
        var any = from minute in Gen.Choose(0, 5)
                  from status in Gen.Elements(CadStatus.Active, CadStatus.Closed, CadStatus.ReOpened)
                  from id in Gen.Elements("a", "b")
                  select (Minute: minute, Status: status, Id: id);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Arb.From(any.ArrayOf(12)), messages =>
        {
            var (scenario, taken) = (new Scenario().After(10), new HashSet<(int, CadStatus, string)>());
            foreach (var message in messages)
            {
                var (says, order) = (scenario.Says(message.Status, sentMinutes: message.Minute, id: message.Id), scenario.Incident.Order);
                var decision = IncidentDecider.Decide(scenario.Incident, says, scenario.Now);
                var reused = taken.Any(other => other.Item3 == message.Id);
                if (taken.Contains(message)) decision.ShouldBeOfType<Repeated>();
                else if (reused && !message.Status.Closes()) decision.ShouldBeOfType<Rejected>().Code.ShouldBe("messageIdReused");
                else if (order.IsLate(message.Status, says.Message.MessageTime)) decision.ShouldBeOfType<Rejected>().Code.ShouldBe("stale");
                else if (decision.ShouldBeOfType<Accepted>() is not null) taken.Add(message);
                scenario.When(says);
                if (decision is Accepted && message.Status.Closes()) scenario.Incident.IsOpen.ShouldBeFalse();
            }
        }));
    }

    [Fact]
    public void A_message_says_the_same_whatever_the_code_table_makes_of_its_call_type()
    {
        var local = TestCad.Message("26-1", TestCad.Noon, callType: "211a").Message;
        var table = new CodeTable(CodeTable.Empty.Codes.Add("211A", "ROBBERY"));
        table.Translate(local).ShouldSatisfyAllConditions(read => read.CallType.ShouldBe("ROBBERY"), read => read.LocalCallType.ShouldBe("211A"));
        SeenMessage.FingerprintOf(table.Translate(local)).ShouldBe(SeenMessage.FingerprintOf(CodeTable.Empty.Translate(local)));
        SeenMessage.FingerprintOf(table.Translate(local)).ShouldNotBe(SeenMessage.FingerprintOf(table.Translate(local with { CallType = "ROBBERY" })));
    }

    [Fact]
    public void A_head_of_the_time_before_fingerprints_knows_its_messages_by_their_ids()
    {
        var head = Unlocked("a").Incident;
        var old = JsonNode.Parse(JsonSerializer.Serialize(head, CoreJson.Default.Incident))!;
        old["order"]!["seen"] = new JsonArray("m1", "m2");
        var read = old.Deserialize(CoreJson.Default.Incident)!;
        read.Order.Seen.ShouldBe([new("m1", null), new("m2", null)]);
        JsonSerializer.Serialize(read.Order.Seen, CoreJson.Default.ImmutableArraySeenMessage).ShouldBe("""["m1","m2"]""");
        IncidentDecider.Decide(read, new Scenario().Says(CadStatus.ResourcesOnscene, id: "m2"), TestCad.Noon).ShouldBeOfType<Repeated>();
    }

    [Fact]
    public void An_older_message_does_not_undo_a_newer_one() =>
        new Scenario().WhenCadSays(type: "ACTSHOOT", sentMinutes: 0).WhenCadSays(type: "ROBBERY", sentMinutes: -1, id: "old").ThenRefused("stale", "old")
            .ThenIs(incident => incident.CallType.ShouldBe("ACTSHOOT"));

    [Theory]
    [InlineData(CadStatus.Closed, "incidentClosed")]
    [InlineData(CadStatus.Cancelled, "incidentCancelled")]
    public void A_close_ends_every_grant_and_every_view_in_the_same_write(CadStatus status, string reason)
    {
        var scenario = Unlocked("a", "b");
        scenario.Given(new TicketIssued(Ticket(1), Grant(1), new("a"), "ann", "ROBBERY", scenario.Now.AddSeconds(30))).After(seconds: 10);
        scenario.WhenCadSays(status)
            .Then(
                scenario.Received(status),
                Ended(reason, 1, 2),
                new ViewsEnded([new(Ticket(1), new("a"), "ann", scenario.Now.AddSeconds(-10), scenario.Now, "cut")]))
            .ThenLive();
    }

    [Fact]
    public void A_close_needs_neither_call_type_nor_location()
    {
        var scenario = Unlocked("a").After(1);
        var close = scenario.Says(CadStatus.Closed);
        scenario.When(close with { Message = close.Message with { CallType = null, Location = null } }).ThenLive().ThenIs(incident =>
        {
            incident.IsOpen.ShouldBeFalse();
            incident.CallType.ShouldBe("ROBBERY");
            incident.Point.ShouldNotBeNull();
        });
    }

    [Fact]
    public void A_close_that_comes_late_locks_although_a_newer_message_came_before_it() =>
        Unlocked("a").WhenCadSays(CadStatus.ResourcesOnscene, sentMinutes: 10).WhenCadSays(CadStatus.Closed, sentMinutes: 5).ThenLive()
            .ThenIs(incident => (incident.IsOpen, incident.Status).ShouldBe((false, CadStatus.Closed)));

    [Fact]
    public void A_close_is_stale_against_a_later_reopening() =>
        Unlocked("a").WhenCadSays(CadStatus.ReOpened, sentMinutes: 10).WhenCadSays(CadStatus.Closed, sentMinutes: 9.9).ThenRefused("stale").ThenLive(1);

    [Fact]
    public void A_tie_of_close_and_reopening_locks_whichever_comes_first()
    {
        Unlocked("a").WhenCadSays(CadStatus.ReOpened, sentMinutes: 10).WhenCadSays(CadStatus.Closed, sentMinutes: 10).ThenIs(incident => incident.IsOpen.ShouldBeFalse());
        Unlocked("a").WhenCadSays(CadStatus.Closed, sentMinutes: 10).WhenCadSays(CadStatus.ReOpened, sentMinutes: 10).ThenRefused("stale")
            .ThenIs(incident => incident.IsOpen.ShouldBeFalse());
    }

    [Fact]
    public void Talk_after_the_close_reopens_nothing() =>
        Unlocked("a").After(5).WhenCadSays(CadStatus.Closed).After(1).WhenCadSays(CadStatus.Active, type: "ACTSHOOT")
            .ThenIs(incident => (incident.IsOpen, incident.DecisionDue).ShouldBe((false, false)));

    [Fact]
    public void A_reopening_that_comes_late_shows_the_incident_open() =>
        Unlocked("a").WhenCadSays(CadStatus.ResourcesOnscene, sentMinutes: 9).WhenCadSays(CadStatus.Closed, sentMinutes: 3).WhenCadSays(CadStatus.ReOpened, sentMinutes: 6)
            .ThenIs(incident => (incident.IsOpen, incident.Status).ShouldBe((true, CadStatus.ReOpened)));

    /// <summary>By CAD's clock the reopening at 4 comes after the close at 3; the late close is at 5, or at 2, or as late as the reopening.</summary>
    [Theory]
    [InlineData(5, false)]
    [InlineData(4, false)]
    [InlineData(2, true)]
    public void In_whatever_order_messages_arrive_the_incident_stands_as_CAD_says(double lateClose, bool isOpen)
    {
        (CadStatus Status, double Sent, string Id)[] messages =
        [
            (CadStatus.Active, 0, "open"), (CadStatus.ResourcesOnscene, 1, "update"), (CadStatus.Closed, 3, "close"), (CadStatus.ReOpened, 4, "reopen"),
            (CadStatus.Closed, lateClose, "late close"),
        ];
        foreach (var order in OrdersOf(messages))
        {
            var scenario = new Scenario().After(10);
            foreach (var (status, sent, id) in order) scenario.After(1).WhenCadSays(status, sentMinutes: sent, id: id);
            scenario.Incident.IsOpen.ShouldBe(isOpen, string.Join(", ", order.Select(message => message.Id)));
            (scenario.Incident.IsOpen && scenario.Incident.Status.Closes()).ShouldBeFalse();
            scenario.Incident.DecisionDue.ShouldBe(isOpen);
        }
    }

    private static IEnumerable<T[]> OrdersOf<T>(T[] items) => items is []
        ? [[]]
        : items.SelectMany((item, i) => OrdersOf([.. items[..i], .. items[(i + 1)..]]).Select(rest => (T[])[item, .. rest]));
}
