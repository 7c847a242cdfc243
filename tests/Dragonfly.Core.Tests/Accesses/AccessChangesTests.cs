using Dragonfly.Conformance;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Tests.Incidents;
using static Dragonfly.Core.Tests.Incidents.Scenario;

namespace Dragonfly.Core.Tests.Accesses;

public sealed class AccessChangesTests
{
    private static readonly Feed A = Feed("a");

    [Fact]
    public void A_call_that_unlocks_a_feed_is_a_line_of_its_owner()
    {
        var scenario = Granted("a").After(seconds: 2);
        var line = LinesOf(scenario).ShouldHaveSingleItem();
        (line.Kind, line.Partner, line.Feed, line.Agency, line.Incident, line.Number, line.CallType, line.At).ShouldBe(
            (AccessKind.Unlocked, A.Partner, A.Id, new("cpd"), scenario.Incident.Id, "26-1", "ROBBERY", TestCad.Noon));
        (line.Actor, line.Role, line.From, line.Until, line.How, line.Why).ShouldBe((null, null, null, null, null, null), "nobody asked for it, and it is not open yet");

        line = LinesOf(scenario.Given(Opens).Given(Opened)).ShouldHaveSingleItem();
        (line.At, line.From, line.Until).ShouldBe((TestCad.Noon, TestCad.Noon.AddSeconds(2), null));
    }

    [Fact]
    public void It_says_when_and_why_the_feed_was_locked()
    {
        var line = LinesOf(Unlocked("a").After(minutes: 3).WhenCadSays(CadStatus.Closed)).ShouldHaveSingleItem();
        (line.Until, line.How, line.Why).ShouldBe((TestCad.Noon.AddMinutes(3), "locked", "incidentClosed"));
    }

    [Fact]
    public void A_feed_that_was_never_viewable_says_so()
    {
        var line = LinesOf(Granted("a").Given(Opens).Given(scenario => scenario.Finished("timeout")).WhenCadSays(CadStatus.Closed)).ShouldHaveSingleItem();
        (line.From, line.How).ShouldBe((null, "locked"));
    }

    [Fact]
    public void A_lease_that_is_taken_out_again_does_not_move_the_beginning()
    {
        var scenario = Unlocked("a").After(minutes: 5).When(new Extend(5, "why", [A])).Given(Opens).Given(Opened);
        LinesOf(scenario).ShouldHaveSingleItem().From.ShouldBe(TestCad.Noon);
    }

    [Fact]
    public void A_threat_is_its_supervisors()
    {
        var line = LinesOf(ThreatTests.Declared(30, A)).ShouldHaveSingleItem();
        (line.Actor, line.Role, line.CallType, line.Number).ShouldBe(("ann", "Rtic.Supervisor", "ACTSHOOT", "26-1"));
    }

    [Fact]
    public void A_view_is_a_line_with_who_and_how_long()
    {
        var view = ViewOf(Viewing().After(seconds: 12).When(new EndTicket(Ticket(1), "ann", "released")));
        (view.Actor, view.Role, view.Feed, view.Partner, view.CallType).ShouldBe(("ann", "Rtic.Investigator", A.Id, A.Partner, "ROBBERY"));
        (view.From, view.Until, view.How, view.Why).ShouldBe((TestCad.Noon, TestCad.Noon.AddSeconds(12), "released", null));
    }

    [Fact]
    public void A_view_under_way_has_no_end() => ViewOf(Viewing()).ShouldSatisfyAllConditions(view => view.Until.ShouldBeNull(), view => view.How.ShouldBeNull());

    [Fact]
    public void A_view_that_the_owner_cut_says_why()
    {
        var view = ViewOf(Viewing().After(seconds: 12).WhenTicked(A with { Consent = A.Consent with { Sharing = SharingRule.Always with { Enabled = false } } }));
        (view.Until, view.How, view.Why).ShouldBe((TestCad.Noon.AddSeconds(12), "cut", "sharingOff"));
    }

    [Fact]
    public void A_view_that_lapsed_had_no_reason_to_end()
    {
        var view = ViewOf(Viewing().After(minutes: 5).WhenTicked(A));
        (view.Until, view.How, view.Why).ShouldBe((TestCad.Noon.AddSeconds(30), "lapsed", null));
    }

    [Theory]
    [InlineData("IssueTicket", "paused")]
    [InlineData("RenewTicket", "sharingOff")]
    public void Who_was_refused_is_a_line_with_the_reason(string command, string code)
    {
        var scenario = Unlocked("a").After(seconds: 9);
        var line = LinesOf(scenario.GivenBy(Investigator, new Refused(command, code, Grant(1).Value))).Single(line => line.Kind == AccessKind.Refused);
        (line.Actor, line.Role, line.Feed, line.At, line.From, line.Until, line.How, line.Why).ShouldBe(
            ("ann", "Rtic.Investigator", A.Id, TestCad.Noon.AddSeconds(9), null, null, "refused", code));
    }

    [Fact]
    public void A_refusal_may_name_a_ticket() => LinesOf(Viewing().GivenBy(Investigator, new Refused("RenewTicket", "ticketEnded", Ticket(1).Value)))
        .ShouldContain(line => line.Kind == AccessKind.Refused && line.Feed == A.Id);

    [Theory]
    [InlineData("Extend", "beyondPolicy", true)]
    [InlineData("EndTicket", "notYourTicket", true)]
    [InlineData("IssueTicket", "grantUnknown", false)]
    public void What_was_refused_and_was_no_access_to_a_feed_is_no_line(string command, string code, bool known) =>
        LinesOf(Unlocked("a").Given(new Refused(command, code, known ? Grant(1).Value : Grant(7).Value))).ShouldHaveSingleItem();

    [Fact]
    public void No_line_holds_a_ticket_that_lives() => ViewOf(Viewing()).ToString().ShouldNotContain(Ticket(1).Value);

    private static Origin Investigator { get; } = new("ann", "Rtic.Investigator", "test");

    private static Scenario Viewing()
    {
        var scenario = Unlocked("a");
        return scenario.GivenBy(Investigator, new TicketIssued(Ticket(1), Grant(1), A.Id, "ann", "ROBBERY", scenario.Now.AddSeconds(30)));
    }

    private static AccessRecord ViewOf(Scenario scenario) => LinesOf(scenario).Single(line => line.Kind == AccessKind.Viewed);

    private static IReadOnlyCollection<AccessRecord> LinesOf(Scenario scenario) => AccessLines.From(scenario.Incident, scenario.Entries).All;
}
