using Dragonfly.Conformance;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Registry;
using static Dragonfly.Core.Tests.Incidents.Scenario;

namespace Dragonfly.Core.Tests.Incidents;

public sealed class TicketTests
{
    private static readonly Feed A = Feed("a");

    [Fact]
    public void A_viewer_gets_half_a_minute_and_the_call_type_for_a_reason()
    {
        var scenario = Unlocked("a");
        scenario.When(new IssueTicket(Ticket(1), Grant(1), "ann", null, A)).Then(new TicketIssued(Ticket(1), Grant(1), A.Id, "ann", "ROBBERY", scenario.Now.AddSeconds(30)));
    }

    [Fact]
    public void A_ticket_ends_with_its_grant()
    {
        var scenario = Unlocked("a").After(minutes: 29, seconds: 50);
        scenario.When(new IssueTicket(Ticket(1), Grant(1), "ann", "why", A)).Then(new TicketIssued(Ticket(1), Grant(1), A.Id, "ann", "why", scenario.Now.AddSeconds(10)));
    }

    [Fact]
    public void A_viewer_who_goes_on_looking_gets_another_half_minute()
    {
        var scenario = Viewed().After(seconds: 20);
        scenario.When(new RenewTicket(Ticket(1), "ann", A)).Then(new TicketRenewed(Ticket(1), scenario.Now.AddSeconds(30)));
    }

    [Fact]
    public void A_lapsed_ticket_is_not_renewed() => Viewed().After(seconds: 30).When(new RenewTicket(Ticket(1), "ann", A)).ThenRefused("ticketEnded", Ticket(1).Value);

    [Fact]
    public void A_ticket_is_nobody_elses()
    {
        Viewed().When(new RenewTicket(Ticket(1), "bob", A)).ThenRefused("notYourTicket", Ticket(1).Value);
        Viewed().When(new EndTicket(Ticket(1), "bob", "released")).ThenRefused("notYourTicket", Ticket(1).Value);
    }

    [Fact]
    public void A_ticket_under_no_grant_is_unknown() => Viewed().When(new RenewTicket(Ticket(7), "ann", A)).ThenRefused("ticketUnknown");

    [Theory]
    [InlineData("released")]
    [InlineData("failed")]
    public void A_view_that_ends_leaves_its_length(string how)
    {
        var scenario = Viewed().After(seconds: 12);
        scenario.When(new EndTicket(Ticket(1), "ann", how)).Then(new ViewsEnded([new(Ticket(1), A.Id, "ann", TestCad.Noon, scenario.Now, how)]))
            .When(new EndTicket(Ticket(1), "ann", how)).Then();
    }

    [Fact]
    public void A_view_that_nobody_ends_is_looked_at_when_its_ticket_lapses() => Viewed().Plan.DueAt.ShouldBe(TestCad.Noon.AddSeconds(30));

    [Fact]
    public void A_view_nobody_ended_ended_when_its_ticket_lapsed() => Viewed().After(minutes: 5).WhenTicked(A)
        .Then(new ViewsEnded([new(Ticket(1), A.Id, "ann", TestCad.Noon, TestCad.Noon.AddSeconds(30), "lapsed")]));

    [Fact]
    public void A_revocation_cuts_the_view()
    {
        var scenario = Viewed().After(seconds: 12);
        scenario.WhenTicked(A with { Consent = new(2, false, SharingRule.Always) })
            .Then(Ended("noConsent", 1), new ViewsEnded([new(Ticket(1), A.Id, "ann", TestCad.Noon, scenario.Now, "cut")]));
    }

    public static TheoryData<string, Scenario, Feed?> NotViewable => new()
    {
        { "incidentClosed", Unlocked("a").WhenCadSays(CadStatus.Closed), A },
        { "incidentCancelled", Unlocked("a").WhenCadSays(CadStatus.Cancelled), A },
        { "lockedBySupervisor", Unlocked("a").When(new LockFeeds(null, "why")), A },
        { "timeToLive", Unlocked("a").After(30), A },
        { "awaitingApproval", new Scenario().WhenCadSays(type: "ALMH").WhenDecided(A), A },
        { "feedRemoved", Unlocked("a"), null },
        { "noConsent", Unlocked("a"), A with { Consent = new(2, false, SharingRule.Always) } },
        { "sharingOff", Unlocked("a"), A with { Consent = new(2, true, SharingRule.Always with { Enabled = false }) } },
        { "paused", Unlocked("a"), A with { Consent = new(2, true, SharingRule.Always with { PausedUntil = TestCad.Noon.AddTicks(1) }) } },
        { "callTypeNotShared", Unlocked("a"), A with { Consent = new(2, true, SharingRule.Always with { CallTypes = ["BOMB"] }) } },
        { "outsideHours", Unlocked("a"), A with { Consent = new(2, true, SharingRule.Always with { Hours = [new([DayOfWeek.Sunday], new(0, 0), new(0, 0))] }) } },
        { "notYetUnlocked", Granted("a"), A },
    };

    [Theory]
    [MemberData(nameof(NotViewable))]
    public void What_may_not_be_viewed_gets_neither_ticket_nor_renewal(string reason, Scenario scenario, Feed? feed)
    {
        scenario.When(new IssueTicket(Ticket(1), Grant(1), "ann", null, feed)).ThenRefused(reason, Grant(1).Value);
        scenario.When(new RenewTicket(Ticket(1), "ann", feed)).ThenRefused(reason, Grant(1).Value);
    }

    [Fact]
    public void There_is_no_ticket_for_a_grant_that_never_was() => Unlocked("a").When(new IssueTicket(Ticket(2), Grant(2), "ann", null, A)).ThenRefused("grantUnknown", Grant(2).Value);

    private static Scenario Viewed() => Unlocked("a").When(new IssueTicket(Ticket(1), Grant(1), "ann", null, A));
}
