using Dragonfly.Core.Incidents;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>What dashboards list, and how they catch up.</summary>
public sealed class DashboardFlows
{
    [Fact]
    public async Task Incidents_are_listed_by_standing_in_pages_of_a_hundred_oldest_change_first()
    {
        await using var town = await Town.StartAsync();
        for (var i = 0; i < 205; i++)
        {
            if (i % 10 == 0) town.Clock.Advance(TimeSpan.FromSeconds(1));
            await town.Cad.ReportAsync($"26-{i}", "NOISE");
        }

        town.Clock.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 3; i++) await town.Cad.CloseAsync($"26-{i}");

        var (all, next) = (new List<IncidentView>(), (string?)"");
        var sizes = new List<int>();
        while (next is not null)
        {
            var (items, after) = await town.Investigator.ListAsync(next == "" ? "agency=cpd" : $"after={next}");
            (all, next) = ([.. all, .. items], after);
            sizes.Add(items.Count);
        }

        sizes.ShouldBe([100, 100, 5]);
        all.Select(view => view.IncidentId).Distinct().Count().ShouldBe(205);
        all.Select(view => view.ChangedAt).ShouldBeInOrder();
        (await town.Investigator.ListAsync("status=closed")).Items.Select(view => view.Number).Order().ShouldBe(["26-0", "26-1", "26-2"]);
        (await town.Investigator.ListAsync("status=open")).Items.ShouldAllBe(view => view.Status == IncidentStanding.Open);
        (await town.Investigator.ListAsync($"status=open&changedAfter={Town.Afternoon.AddSeconds(20):O}")).Items.Select(view => view.Number).Order()
            .ShouldBe(["26-200", "26-201", "26-202", "26-203", "26-204"]);
    }

    [Theory]
    [InlineData("status=asleep", "unknownStatus", "status")]
    [InlineData("changedAfter=yesterday", "notATime", "changedAfter")]
    [InlineData("after=1", "notACursor", "after")]
    [InlineData("after=1-2", "notACursor", "after")]
    [InlineData("after=9999999999999999999-00000000000000000000000000000000", "notACursor", "after")]
    public async Task A_query_that_makes_no_sense_is_refused(string query, string code, string field)
    {
        await using var town = await Town.StartAsync();
        (await town.Investigator.GetAsync($"incidents?{query}")).ShouldBeProblem(400, code).Json.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe(field);
    }

    [Fact]
    public async Task A_dashboard_that_was_away_catches_up_by_version()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var rtic = town.Investigator;
        var id = await town.Cad.ReportAsync("26-1");
        IncidentView last;
        await using (var screen = await rtic.ScreenAsync())
        {
            town.Clock.Advance(TimeSpan.FromSeconds(1));
            (await town.Supervisor.ExtendAsync(id, 1)).Should(200);
            last = await screen.SeesAsync(id, view => view.Grants[0].ExpiresAt == Town.Afternoon.AddMinutes(31));
        }

        town.Clock.Advance(TimeSpan.FromSeconds(1));
        await town.Cad.CloseAsync("26-1");
        await rtic.SeesAllAsync(id, GrantState.Locked);
        var missed = await town.Cad.ReportAsync("26-2", "NOISE");

        await using var back = await rtic.ScreenAsync();
        var (items, _) = await rtic.ListAsync($"changedAfter={last.ChangedAt:O}");
        items.Select(view => view.IncidentId).ShouldBe([id, missed], ignoreOrder: true);
        var caughtUp = items.Single(view => view.IncidentId == id);
        caughtUp.Version.ShouldBeGreaterThan(last.Version);
        caughtUp.Grants.ShouldAllBe(grant => grant.State == GrantState.Locked);
        back.Pushed.ShouldBeEmpty();
        await town.Cad.ReportAsync("26-2", "NOISE", status: "Closed");
        (await back.SeesAsync(missed, _ => true)).Status.ShouldBe(IncidentStanding.Closed);
    }

    [Fact]
    public async Task Another_agency_sees_nothing()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var neighbor = town.InvestigatorOf("hcso");
        await using var theirs = await neighbor.ScreenAsync();
        await using var ours = await town.Investigator.ScreenAsync();
        var id = await town.Cad.ReportAsync("26-1");
        var grant = (await ours.SeesAllAsync(id, GrantState.Unlocked)).Grants[0].GrantId;
        var ticket = await town.Investigator.TicketAsync(id, grant);

        (await neighbor.GetAsync($"incidents/{id}")).ShouldBeProblem(404, "notFound");
        (await neighbor.GetAsync($"incidents/{id}/timeline")).ShouldBeProblem(404, "notFound");
        (await neighbor.AskTicketAsync(id, grant)).ShouldBeProblem(404, "notFound");
        (await neighbor.RenewAsync(ticket.Ticket)).ShouldBeProblem(404, "notFound");
        (await neighbor.ReturnAsync(ticket.Ticket)).ShouldBeProblem(404, "notFound");
        (await neighbor.ListAsync("")).Items.ShouldBeEmpty();
        (await neighbor.GetAsync("incidents?agency=cpd")).ShouldBeProblem(403, "foreignAgency");
        (await town.CadOf("hcso").GetAsync($"cad/incidents/{id}")).ShouldBeProblem(404, "notFound");

        // The same number is another incident there; and by the time its push has come, ours would have come as well.
        var other = await town.CadOf("hcso").ReportAsync("26-1");
        other.ShouldNotBe(id);
        await theirs.SeesAllAsync(other, GrantState.Unlocked);
        theirs.Pushed.ShouldAllBe(view => view.IncidentId == other);
        ours.Pushed.ShouldAllBe(view => view.IncidentId == id);
    }
}
