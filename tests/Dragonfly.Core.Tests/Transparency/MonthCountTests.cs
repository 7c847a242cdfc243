using Dragonfly.Conformance;
using Dragonfly.Core.Access;
using Dragonfly.Core.Accesses.Misuse;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Transparency;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Tests.Transparency;

/// <summary>Figures come of timelines and of nothing else.</summary>
public sealed class MonthCountTests
{
    private static readonly Month August = new(2026, 8);
    private static readonly Feed[] Near = [TestFeeds.At(TestCad.Downtown.Toward(90, 50), "feed-1"), TestFeeds.At(TestCad.Downtown.Toward(90, 60), "feed-2")];

    private readonly MonthCount count = new(new("cpd"), August);

    [Fact]
    public void Incidents_are_counted_by_what_became_of_them()
    {
        for (var i = 0; i < 6; i++) Add(Incident($"u{i}", "ROBBERY", Near));
        for (var i = 0; i < 7; i++) Add(Incident($"n{i}", "ROBBERY", []));
        for (var i = 0; i < 8; i++) Add(Incident($"q{i}", "NOISE", Near));
        var figures = count.ToFigures();
        figures.Incidents.ShouldBe(21);
        figures.ByOutcome.ShouldBe(new CountTable([new("notQualified", 8), new("nothingUnlocked", 7), new("unlocked", 6)], null));
        figures.Uses!.Incidents.ShouldBe(6);
        figures.Uses.ByCallType.ShouldBe(new CountTable([new("ROBBERY", 6)], null));
        figures.Uses.BySource.ShouldBe(new CountTable([new("cad", 6)], null));
        figures.Uses.MedianSecondsToUnlock.ShouldBe(2);
        (figures.Uses.Feeds, figures.Uses.Partners).ShouldBe((null, null), "two cameras, which is too few to tell");
        figures.Uses.ByArea.ShouldBe(new CountTable([new("B7", 6)], null));
    }

    [Fact]
    public void Views_are_counted_with_their_length_and_those_that_showed_nothing_are_not()
    {
        for (var i = 0; i < 5; i++) Add(Incident($"v{i}", "ROBBERY", Near, view: "released"));
        for (var i = 0; i < 5; i++) Add(Incident($"f{i}", "ROBBERY", Near, view: "failed"));
        var uses = count.ToFigures().Uses!;
        (uses.Views, uses.MinutesViewed).ShouldBe((5, 2), "25 seconds each");
        uses.ByViewing.ShouldBe(new CountTable([new("notViewed", 5), new("viewed", 5)], null));
    }

    [Fact]
    public void A_view_that_failed_when_it_was_renewed_was_one_until_then()
    {
        for (var i = 0; i < 5; i++) Add(Incident($"{i}", "ROBBERY", Near, view: "failed", renewed: true));
        var uses = count.ToFigures().Uses!;
        (uses.Views, uses.MinutesViewed, uses.ByViewing).ShouldBe((5, 2, new CountTable([new("viewed", 5)], null)));
    }

    [Fact]
    public void A_month_with_few_incidents_tells_nothing_not_even_how_many_timelines_were_counted()
    {
        for (var i = 0; i < 4; i++) Add(Incident($"{i}", "ROBBERY", Near, view: "released"));
        var figures = count.ToFigures();
        (figures.Incidents, figures.ByOutcome, figures.Uses, figures.CountedFrom.Timelines, figures.CountedFrom.Entries).ShouldBe((null, null, null, null, null));
    }

    [Fact]
    public void Uses_that_are_few_are_told_of_in_no_table()
    {
        for (var i = 0; i < 4; i++) Add(Incident($"u{i}", "ROBBERY", Near, view: "released"));
        for (var i = 0; i < 90; i++) Add(Incident($"q{i}", "NOISE", Near));
        var figures = count.ToFigures();
        (figures.Incidents, figures.ByOutcome, figures.Uses).ShouldBe((94, new CountTable([], 94), null));
    }

    [Fact]
    public void Only_what_was_received_in_the_month_counts_and_only_what_was_written_three_days_after_it_at_the_latest()
    {
        for (var i = 0; i < 5; i++) Add(Incident($"u{i}", "ROBBERY", Near, at: August.End.AddMinutes(-1)));
        Add(Incident("before", "ROBBERY", Near, at: August.Start.AddTicks(-1)));
        Add(Incident("after", "ROBBERY", Near, at: August.End));
        var figures = count.ToFigures();
        (figures.Incidents, figures.Uses!.Incidents, figures.CountedFrom.Timelines).ShouldBe((5, 5, 5));

        var late = Incident("late", "ROBBERY", Near, at: August.End.AddMinutes(-1));
        late.Do(August.AsOf, TestCad.Message("late", August.AsOf, CadStatus.Closed));
        var (whole, cut) = (new MonthCount(new("cpd"), August), new MonthCount(new("cpd"), August));
        whole.Add(late.Id.Timeline, late.Timeline);
        cut.Add(late.Id.Timeline, late.Timeline.Where(entry => entry.At < August.AsOf));
        whole.ToFigures().CountedFrom.ShouldBe(cut.ToFigures().CountedFrom, "what came later changes no figure");
    }

    [Fact]
    public void The_same_timelines_give_the_same_figures_in_any_order_and_any_change_to_one_another_digest()
    {
        var incidents = Enumerable.Range(0, 6).Select(i => Incident($"{i}", "ROBBERY", Near)).ToArray();
        var (forth, back, other) = (new MonthCount(new("cpd"), August), new MonthCount(new("cpd"), August), new MonthCount(new("cpd"), August));
        foreach (var incident in incidents) forth.Add(incident.Id.Timeline, incident.Timeline);
        foreach (var incident in incidents.Reverse()) back.Add(incident.Id.Timeline, incident.Timeline);
        foreach (var incident in incidents) other.Add(incident.Id.Timeline, incident == incidents[0] ? incident.Timeline[..^1] : incident.Timeline);
        forth.ToFigures().CountedFrom.ShouldBe(back.ToFigures().CountedFrom);
        forth.ToFigures().CountedFrom.Digest.ShouldNotBe(other.ToFigures().CountedFrom.Digest);
    }

    [Fact]
    public void Everything_that_can_happen_to_an_incident_can_be_counted()
    {
        foreach (var incident in (TestIncident[])[EveryEvent.Happened().Incident, EveryEvent.Threatened().Incident])
        {
            var use = IncidentUse.Of(incident.Timeline);
            use.Outcome.ShouldBe(Outcome.Unlocked);
            use.Source.ShouldBe(incident.Incident.Threat is null ? IncidentSource.Cad : IncidentSource.Supervisor);
            use.Refusals.ShouldBe(incident.Timeline.Count(entry => entry.Event is Refused));
        }
    }

    [Fact]
    public void Readings_of_the_log_and_findings_of_misuse_are_counted_where_they_are_kept()
    {
        for (var i = 0; i < 5; i++) Add(Incident($"{i}", "NOISE", []));
        var at = August.Start.AddDays(3);
        count.Add(new("principals/cpd/auditor/2026-08-04"), Chain.Append(0, "", Enumerable.Repeat<TimelineEvent>(new LogRead("ReadAudit"), 6).Append(new TokenRefused("tokenExpired", null)), Origin.System("test"), at));
        count.Add(new("misuse/cpd"), Chain.Append(0, "", [new MisuseSuspected("volume", "ann", "Rtic.Investigator", at, at, 90, 80, new("a"), 20.5)], Origin.System("test"), at));
        count.Add(new("policy"), Chain.Append(0, "", [new PolicyRevised(UnlockPolicy.Default, "why")], Origin.System("test"), at));
        var figures = count.ToFigures();
        (figures.LogReadings, figures.MisuseFindings, figures.CountedFrom.Timelines).ShouldBe((6, 1, 7));
    }

    private void Add(TestIncident incident) => count.Add(incident.Id.Timeline, incident.Timeline);

    // Received, unlocked two seconds later if anything is near, viewed for 25 seconds, closed.
    private static TestIncident Incident(string number, string callType, Feed[] near, string? view = null, DateTimeOffset? at = null, bool renewed = false)
    {
        var now = at ?? August.Start.AddDays(3);
        var incident = TestIncident.New(number);
        incident.Do(now, TestCad.Message(number, now, callType: callType), new DecideUnlock(UnlockPolicy.Default, near));
        incident.DoVideo(now = now.AddSeconds(2));
        if (view is not null)
        {
            var grant = incident.Incident.Grants[0].Id;
            incident.Do(now = now.AddSeconds(5), new IssueTicket(TicketId.Of(grant, "n"), grant, "viewer", null, near[0]));
            if (renewed) incident.Do(now.AddSeconds(25), new RenewTicket(TicketId.Of(grant, "n"), "viewer", near[0]));
            incident.Do(now = now.AddSeconds(25), new EndTicket(TicketId.Of(grant, "n"), "viewer", view));
        }

        incident.Do(now = now.AddSeconds(5), TestCad.Message(number, now, CadStatus.Closed, callType));
        incident.DoVideo(now.AddSeconds(1));
        return incident;
    }
}
