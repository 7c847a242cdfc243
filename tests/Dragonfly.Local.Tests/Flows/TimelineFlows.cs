using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>The timeline is the audit log: whole, chained, and it tells refusals as well.</summary>
public sealed class TimelineFlows
{
    [Fact]
    public async Task The_timeline_comes_in_pages_and_verifies_after_its_way_through_json()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var rtic = town.Investigator;
        var id = await town.Cad.ReportAsync("26-1");
        var view = await rtic.SeesAllAsync(id, GrantState.Unlocked);
        var ticket = await rtic.TicketAsync(id, view.Grants[0].GrantId);
        for (var i = 0; i < 210; i++) (await rtic.RenewAsync(ticket.Ticket)).Should(200);

        var (entries, pages) = await rtic.TimelineAsync(id);
        pages.ShouldBe(3);
        Chain.FaultIn(entries).ShouldBeNull();
        entries.Length.ShouldBe((int)(await rtic.IncidentAsync(id)).Version);
        Chain.FaultIn(entries.SetItem(100, entries[100] with { At = entries[100].At.AddTicks(1) })).ShouldNotBeNull();
        (await rtic.GetAsync($"incidents/{id}/timeline?after=x")).ShouldBeProblem(400, "notACursor");
        (await rtic.GetAsync($"incidents/{id}/timeline?after=-1")).ShouldBeProblem(400, "notACursor");
        (await rtic.GetAsync($"incidents/{id}/timeline?after=9223372036854775807")).Should(200).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task It_tells_who_did_what_through_which_door()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var rtic = town.Investigator;
        var id = await town.Cad.ReportAsync("26-1");
        var grants = (await rtic.SeesAllAsync(id, GrantState.Unlocked)).Grants;
        var ticket = await rtic.TicketAsync(id, grants[0].GrantId, "suspect in a red coat");
        var defaulted = await rtic.TicketAsync(id, grants[1].GrantId);
        town.Clock.Advance(TimeSpan.FromSeconds(10));
        (await rtic.RenewAsync(ticket.Ticket)).Should(200);
        (await rtic.ReturnAsync(ticket.Ticket)).Should(204);
        (await town.Supervisor.ExtendAsync(id, 10)).Should(200);
        (await town.Supervisor.LockAsync(id, null, "wrong address")).Should(200);

        var entries = (await rtic.TimelineAsync(id)).Entries;
        var investigator = new Origin("investigator", Role.RticInvestigator, "IssueTicket");
        entries.Select(entry => entry.Origin).Distinct().ShouldBe(
        [
            new("cad", Role.CadWrite, "ReceiveIncidents"),
            Origin.System("UnlockLoop"),
            investigator,
            investigator with { Source = "RenewTicket" },
            investigator with { Source = "ReturnTicket" },
            new("supervisor", Role.RticSupervisor, "ExtendIncident"),
            new("supervisor", Role.RticSupervisor, "LockIncident"),
        ]);
        entries.Select(entry => entry.Event).OfType<TicketIssued>().Select(issued => issued.Reason).ShouldBe(["suspect in a red coat", "ROBBERY"]);
        entries.Select(entry => entry.Event).OfType<ViewsEnded>().SelectMany(ended => ended.Views).Select(view => (view.Ticket, view.How, view.EndedAt - view.StartedAt)).ShouldBe(
        [
            (ticket.Ticket, "released", TimeSpan.FromSeconds(10)),
            (defaulted.Ticket, "cut", TimeSpan.FromSeconds(10)),
        ]);
        entries.Select(entry => entry.Event).OfType<LockedBySupervisor>().Single().Reason.ShouldBe("wrong address");
    }

    [Fact]
    public async Task Refusals_are_on_it()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var (rtic, supervisor) = (town.Investigator, town.Supervisor);
        var id = await town.Cad.ReportAsync("26-1");
        var grant = (await rtic.SeesAllAsync(id, GrantState.Unlocked)).Grants[0].GrantId;
        var ticket = await rtic.TicketAsync(id, grant);
        (await supervisor.RenewAsync(ticket.Ticket)).ShouldBeProblem(403, "notYourTicket");
        (await supervisor.ExtendAsync(id, 1000)).ShouldBeProblem(422, "beyondPolicy");
        await town.Cad.CloseAsync("26-1");
        (await rtic.AskTicketAsync(id, grant)).ShouldBeProblem(403, "incidentClosed");
        (await rtic.RenewAsync(ticket.Ticket)).ShouldBeProblem(403, "incidentClosed");
        (await rtic.PostAsync($"incidents/{id}/grants/{id}-99/tickets")).ShouldBeProblem(404, "notFound");

        (await rtic.TimelineAsync(id)).Entries.Where(entry => entry.Event is Refused)
            .Select(entry => (entry.Origin.Actor, ((Refused)entry.Event).Command, ((Refused)entry.Event).Code, ((Refused)entry.Event).Subject)).ShouldBe(
            [
                ("supervisor", "RenewTicket", "notYourTicket", ticket.Ticket.Value),
                ("supervisor", "Extend", "beyondPolicy", grant.Value),
                ("investigator", "IssueTicket", "incidentClosed", grant.Value),
                ("investigator", "RenewTicket", "incidentClosed", grant.Value),
                ("investigator", "IssueTicket", "grantUnknown", $"{id}-99"),
            ]);
    }

    [Fact]
    public async Task No_name_and_no_address_is_on_it()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        await town.Cad.SendAsync(town.Cad.Message("26-1", address: "701 Broad St"));
        var id = town.Cad.IdOf("26-1");
        (await town.Investigator.SeesAllAsync(id, GrantState.Unlocked)).Location!.Address.ShouldBe("701 Broad St");
        var text = (await town.Investigator.GetAsync($"incidents/{id}/timeline")).Text;
        text.ShouldNotContain("Broad St");
        text.ShouldNotContain("Camera feed");
    }
}
