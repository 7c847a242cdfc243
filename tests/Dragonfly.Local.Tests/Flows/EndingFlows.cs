using System.Collections.Immutable;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Local.Tests.City;
using Dragonfly.Local.Tests.Unlocks.Video;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>All that ends a grant beside CAD's close. However it ends: no new ticket, no renewal, no picture, no lease.</summary>
public sealed class EndingFlows
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Time_to_live_runs_out()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var rtic = town.Investigator;
        var id = await town.Cad.ReportAsync("26-1");
        var view = await rtic.SeesAllAsync(id, GrantState.Unlocked);

        town.Clock.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromTicks(1));
        await rtic.TicketAsync(id, view.Grants[0].GrantId);
        town.Clock.Advance(TimeSpan.FromTicks(1));
        (await rtic.AskTicketAsync(id, view.Grants[0].GrantId)).ShouldBeProblem(403, "timeToLive");

        var locked = await rtic.SeesAllAsync(id, GrantState.Locked, Second);
        locked.Status.ShouldBe(IncidentStanding.Open);
        locked.Grants.ShouldAllBe(grant => grant.Reason == "timeToLive");
        (await town.Video.ListOpenAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_owners_sharing_hours_end_first()
    {
        var untilHalfPast = new SharingRule(true, [], [new([DayOfWeek.Friday], new(8, 0), new(14, 10))]);
        await using var town = await Town.StartAsync(Town.Camera("feed-1", 50, untilHalfPast), Town.Camera("feed-2", 60));
        var rtic = town.Investigator;
        var id = await town.Cad.ReportAsync("26-1");
        var view = await rtic.SeesAllAsync(id, GrantState.Unlocked);
        view.Grants.Select(grant => grant.ExpiresAt).ShouldBe([Town.Afternoon.AddMinutes(10), Town.Afternoon.AddMinutes(30)]);

        town.Clock.Advance(TimeSpan.FromMinutes(10));
        (await rtic.AskTicketAsync(id, view.Grants[0].GrantId)).ShouldBeProblem(403, "sharingHours");
        var after = await rtic.SeesAsync(id, view => view.Grants[0].State == GrantState.Locked, Second);
        after.Grants[0].Reason.ShouldBe("sharingHours");
        after.Grants[1].State.ShouldBe(GrantState.Unlocked);
    }

    [Fact]
    public async Task The_owner_withdraws_during_the_incident()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var rtic = town.Investigator;
        var id = await town.Cad.ReportAsync("26-1");
        var grants = (await rtic.SeesAllAsync(id, GrantState.Unlocked)).Grants;
        var ticket = await rtic.TicketAsync(id, grants[0].GrantId);
        using var browser = new HttpClient();
        await using var viewer = (await StreamViewer.ConnectAsync(browser, ticket.Url)).ShouldNotBeNull();

        await town.ShareAsync(Town.TwoCameras[0], SharingRule.Always, active: false);

        (await rtic.RenewAsync(ticket.Ticket)).ShouldBeProblem(403, "noConsent");
        (await viewer.SeesMoreAsync(town.Clock)).ShouldBeFalse("the connected viewer was cut");
        (await rtic.IncidentAsync(id)).Grants.Select(grant => (grant.State, grant.Reason)).ShouldBe([(GrantState.Locked, "noConsent"), (GrantState.Unlocked, null)]);
    }

    [Fact]
    public async Task The_owner_withdraws_while_the_video_system_is_down()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var rtic = town.Investigator;
        var id = await town.Cad.ReportAsync("26-1");
        var grants = (await rtic.SeesAllAsync(id, GrantState.Unlocked)).Grants;
        var ticket = await rtic.TicketAsync(id, grants[0].GrantId);
        using var browser = new HttpClient();
        await using var viewer = (await StreamViewer.ConnectAsync(browser, ticket.Url)).ShouldNotBeNull();

        using var down = town.Faults.Order(new Local.Unlocks.Video.Faults.Unreachable());
        await town.ShareAsync(Town.TwoCameras[0], SharingRule.Always with { Enabled = false });

        (await rtic.RenewAsync(ticket.Ticket)).ShouldBeProblem(403, "sharingOff");
        town.Clock.Advance(TimeSpan.FromSeconds(30));
        (await viewer.SeesMoreAsync(town.Clock)).ShouldBeFalse("a ticket that nobody renews ends by itself");
    }

    [Fact]
    public async Task The_owners_word_counts_as_soon_as_it_is_written()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var rtic = town.Investigator;
        var id = await town.Cad.ReportAsync("26-1");
        var grants = (await rtic.SeesAllAsync(id, GrantState.Unlocked)).Grants;
        var ticket = await rtic.TicketAsync(id, grants[0].GrantId);

        // Whoever wrote it died before the incident was told.
        await town.ShareUntoldAsync(Town.TwoCameras[0], SharingRule.Always, active: false);

        (await rtic.RenewAsync(ticket.Ticket)).ShouldBeProblem(403, "noConsent");
        (await rtic.AskTicketAsync(id, grants[0].GrantId)).ShouldBeProblem(403, "noConsent");
        await rtic.TicketAsync(id, grants[1].GrantId);
    }

    [Fact]
    public async Task The_owner_shortens_the_hours_and_pauses()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var rtic = town.Investigator;
        var id = await town.Cad.ReportAsync("26-1");
        await rtic.SeesAllAsync(id, GrantState.Unlocked);

        await town.ShareAsync(Town.TwoCameras[0], new(true, [], [new([DayOfWeek.Friday], new(8, 0), new(14, 5))]));
        (await rtic.IncidentAsync(id)).Grants[0].ExpiresAt.ShouldBe(Town.Afternoon.AddMinutes(5));
        await town.ShareAsync(Town.TwoCameras[1], SharingRule.Always with { PausedUntil = Town.Afternoon.AddDays(1) });
        (await rtic.IncidentAsync(id)).Grants[1].Reason.ShouldBe("paused");
        await rtic.SeesAllAsync(id, GrantState.Locked, Second);
    }

    [Fact]
    public async Task A_supervisor_extends_and_the_feeds_stay_for_longer()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var id = await town.Cad.ReportAsync("26-1");
        await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);

        var extended = (await town.Supervisor.ExtendAsync(id, 60)).View;
        extended.Grants.ShouldAllBe(grant => grant.State == GrantState.Unlocked && grant.ExpiresAt == Town.Afternoon.AddMinutes(90));
        (await town.Supervisor.ExtendAsync(id, 31)).ShouldBeProblem(422, "beyondPolicy").Json.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("$.minutes");

        town.Clock.Advance(TimeSpan.FromMinutes(89));
        await town.Investigator.TicketAsync(id, extended.Grants[0].GrantId);
        (await town.Video.ListOpenAsync(default)).Count.ShouldBe(2, "the leases were extended as well");
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        await town.Investigator.SeesAllAsync(id, GrantState.Locked, Second);
        (await town.Supervisor.ExtendAsync(id, 1)).ShouldBeProblem(409, "nothingUnlocked");
    }

    [Fact]
    public async Task A_supervisor_locks_one_feed_and_then_all()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var rtic = town.Investigator;
        var id = await town.Cad.ReportAsync("26-1");
        var grants = (await rtic.SeesAllAsync(id, GrantState.Unlocked)).Grants;

        (await town.Supervisor.LockAsync(id, grants[1].GrantId)).View.Grants.Select(grant => grant.State).ShouldBe([GrantState.Unlocked, GrantState.Locked]);
        (await rtic.AskTicketAsync(id, grants[1].GrantId)).ShouldBeProblem(403, "lockedBySupervisor");
        await rtic.TicketAsync(id, grants[0].GrantId);

        (await town.Supervisor.LockAsync(id)).View.Grants.ShouldAllBe(grant => grant.State == GrantState.Locked);
        (await town.Video.ListOpenAsync(default)).ShouldBeEmpty();

        // What CAD says later does not undo it, short of a reopening.
        town.Clock.Advance(Second);
        await town.Cad.ReportAsync("26-1", "ACTSHOOT");
        (await rtic.IncidentAsync(id)).Grants.Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_viewer_looks_away()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var rtic = town.Investigator;
        var id = await town.Cad.ReportAsync("26-1");
        var grants = (await rtic.SeesAllAsync(id, GrantState.Unlocked)).Grants;
        var ticket = await rtic.TicketAsync(id, grants[0].GrantId);
        using var browser = new HttpClient();
        await using var viewer = (await StreamViewer.ConnectAsync(browser, ticket.Url)).ShouldNotBeNull();

        (await town.Supervisor.RenewAsync(ticket.Ticket)).ShouldBeProblem(403, "notYourTicket");
        (await town.Supervisor.ReturnAsync(ticket.Ticket)).ShouldBeProblem(403, "notYourTicket");
        (await rtic.ReturnAsync(ticket.Ticket)).Should(204);
        (await viewer.SeesMoreAsync(town.Clock)).ShouldBeFalse();
        (await rtic.RenewAsync(ticket.Ticket)).ShouldBeProblem(403, "ticketEnded");
        (await rtic.ReturnAsync(ticket.Ticket)).Should(204);
    }

    [Fact]
    public async Task A_ticket_that_is_not_renewed_ends()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var rtic = town.Investigator;
        var id = await town.Cad.ReportAsync("26-1");
        var grants = (await rtic.SeesAllAsync(id, GrantState.Unlocked)).Grants;
        var ticket = await rtic.TicketAsync(id, grants[0].GrantId);
        town.Clock.Advance(TimeSpan.FromSeconds(30));
        (await rtic.RenewAsync(ticket.Ticket)).ShouldBeProblem(403, "ticketEnded");
        using var browser = new HttpClient();
        (await StreamViewer.ConnectAsync(browser, ticket.Url)).ShouldBeNull();
        await rtic.TicketAsync(id, grants[0].GrantId);
    }
}
