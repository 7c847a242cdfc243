using Dragonfly.Conformance;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;
using Dragonfly.Local.Tests.City;
using Dragonfly.Local.Tests.Unlocks.Video;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>The other door: a supervisor declares a public-safety threat, and another one stands by it or it locks.</summary>
public sealed class ThreatFlows
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_threat_opens_feeds_at_once_and_stays_when_another_supervisor_approves()
    {
        await using var town = await Town.StartAsync([.. Town.TwoCameras, Town.Camera("feed-far", 250)]);
        var (rtic, second) = (town.Investigator, town.SupervisorNamed("second"));
        await using var screen = await rtic.ScreenAsync();

        var reply = (await town.Supervisor.DeclareAsync(note: "two callers")).Should(201);
        var declared = await rtic.IncidentAsync(IncidentId.From(reply.Json.GetProperty("incidentId").GetString()!));
        var id = declared.IncidentId;
        new Uri(new(town.Http.BaseAddress!, "api/threats"), reply.Headers.Location!).AbsolutePath.ShouldBe($"/api/incidents/{id}");
        declared.Number.ShouldStartWith("THREAT-");
        (declared.Source, declared.CallType, declared.AwaitingApproval, declared.PolicyVersion).ShouldBe((IncidentSource.Supervisor, "ACTSHOOT", true, "2026-11-default"));
        declared.Threat.ShouldNotBeNull().ShouldSatisfyAllConditions(
            threat => threat.Reason.ShouldBe("ACTSHOOT"),
            threat => threat.Area.ShouldBe(new Circle(TestCad.Downtown, 200)),
            threat => threat.DeclaredBy.ShouldNotBeNullOrEmpty(),
            threat => threat.ApprovedBy.ShouldBeNull(),
            threat => threat.ApprovalDueAt.ShouldBe(Town.Afternoon.AddMinutes(10)),
            threat => threat.EndsAt.ShouldBe(Town.Afternoon.AddMinutes(30)));
        declared.Grants.Select(grant => (grant.FeedId.Value, grant.State, grant.ExpiresAt)).ShouldBe(
            [("feed-1", GrantState.Unlocked, Town.Afternoon.AddMinutes(10)), ("feed-2", GrantState.Unlocked, Town.Afternoon.AddMinutes(10))], "they were open when the answer came");
        await screen.SeesAllAsync(id, GrantState.Unlocked);

        // Somebody watches while the approval is given, and goes on watching past the first ten minutes.
        var ticket = await rtic.TicketAsync(id, declared.Grants[0].GrantId);
        using var browser = new HttpClient();
        await using var viewer = (await StreamViewer.ConnectAsync(browser, ticket.Url)).ShouldNotBeNull();
        var approved = (await second.ApproveAsync(id, "confirmed by patrol")).View;
        (approved.AwaitingApproval, approved.Threat!.ApprovedBy).ShouldBe((false, (await town.TimelineAsync(id)).Single(entry => entry.Event is ThreatApproved).Origin.Actor));
        approved.Threat.ApprovedBy.ShouldNotBe(approved.Threat.DeclaredBy);
        approved.Grants.ShouldAllBe(grant => grant.State == GrantState.Unlocked && grant.ExpiresAt == Town.Afternoon.AddMinutes(30));
        (await viewer.SeesMoreAsync(town.Clock)).ShouldBeTrue();
        town.Clock.Advance(TimeSpan.FromMinutes(15));
        await rtic.TicketAsync(id, declared.Grants[0].GrantId);
        (await town.Video.ListOpenAsync(default)).Count.ShouldBe(2);

        // And it is over when its time is.
        town.Clock.Advance(TimeSpan.FromMinutes(15));
        (await rtic.AskTicketAsync(id, declared.Grants[0].GrantId)).ShouldBeProblem(403, "timeToLive");
        var over = await rtic.SeesAllAsync(id, GrantState.Locked, Second);
        (over.Status, over.Threat!.EndReason, over.AwaitingApproval).ShouldBe((IncidentStanding.Closed, "timeToLive", false));
        (await town.Video.ListOpenAsync(default)).ShouldBeEmpty();
        (await second.ApproveAsync(id)).ShouldBeProblem(403, "timeToLive");
    }

    [Fact]
    public async Task Another_threat_under_a_used_key_is_refused_and_not_taken_for_the_first()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var first = (await town.Supervisor.DeclareAsync(key: "tap-1")).Should(201).Json.GetProperty("incidentId").GetString();
        (await town.Supervisor.DeclareAsync(area: RticDesk.Circle(300), key: "tap-1")).ShouldBeProblem(409, "keyReused");
        (await town.Supervisor.DeclareAsync(reason: "BOMB", key: "tap-1")).ShouldBeProblem(409, "keyReused");
        (await town.Supervisor.DeclareAsync(key: "tap-1")).Should(201).Json.GetProperty("incidentId").GetString().ShouldBe(first);
    }

    [Fact]
    public async Task CAD_knows_nothing_of_a_threat()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var threat = await town.Supervisor.ThreatAsync();
        var (of, none) = (await town.Cad.GetAsync($"cad/incidents/{threat.IncidentId}"), await town.Cad.GetAsync($"cad/incidents/{town.Cad.IdOf("26-none")}"));
        of.ShouldBeProblem(404, "notFound").Text.ShouldBe(none.Text);
    }

    [Fact]
    public async Task The_same_key_is_the_same_threat_for_one_supervisor_and_not_for_another()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var first = (await town.Supervisor.DeclareAsync(key: "tap-1")).Should(201).Json;
        var again = (await town.Supervisor.DeclareAsync(key: "tap-1")).Should(201).Json;
        var others = (await town.SupervisorNamed("second").DeclareAsync(key: "tap-1")).Should(201).Json;
        again.GetProperty("incidentId").GetString().ShouldBe(first.GetProperty("incidentId").GetString());
        again.GetProperty("version").GetInt64().ShouldBe(first.GetProperty("version").GetInt64());
        others.GetProperty("incidentId").GetString().ShouldNotBe(first.GetProperty("incidentId").GetString());
    }

    [Fact]
    public async Task A_declaration_that_the_policy_refuses_is_on_record()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        (await town.Supervisor.DeclareAsync("CIVDIS")).ShouldBeProblem(422, "reasonNotListed");
        (await town.Supervisor.DeclareAsync(minutes: 1_000)).ShouldBeProblem(422, "beyondPolicy");
        (await town.Supervisor.DeclareAsync("J. Doe is at 5 Oak St")).ShouldBeProblem(422, "reasonNotListed");
        var supervisor = await town.PrincipalAsync("supervisor");
        var refusals = supervisor.Where(entry => entry.Event is Refused).ToArray();
        refusals.Select(entry => entry.Event).ShouldBe([
            new Refused("DeclareThreat", "reasonNotListed", "CIVDIS"),
            new Refused("DeclareThreat", "beyondPolicy", "ACTSHOOT"),
            new Refused("DeclareThreat", "reasonNotListed", null),
        ]);
        refusals.ShouldAllBe(entry => entry.Origin.Role == Role.RticSupervisor && entry.Origin.Source == "DeclareThreat");
        Chain.FaultIn(supervisor).ShouldBeNull();
    }

    [Fact]
    public async Task A_threat_that_nobody_approves_locks_after_ten_minutes()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var rtic = town.Investigator;
        var declared = await town.Supervisor.ThreatAsync();
        var (id, grant) = (declared.IncidentId, declared.Grants[0].GrantId);

        town.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        var ticket = await rtic.TicketAsync(id, grant);
        ticket.ExpiresAt.ShouldBe(Town.Afternoon.AddMinutes(10));
        town.Clock.Advance(TimeSpan.FromTicks(1));
        (await rtic.RenewAsync(ticket.Ticket)).ShouldBeProblem(403, "notApproved");
        (await rtic.AskTicketAsync(id, grant)).ShouldBeProblem(403, "notApproved");
        (await town.Video.ListOpenAsync(default)).ShouldBeEmpty("the leases ran out by themselves");

        // The loop was set for then, and is at most a second late.
        town.Clock.Advance(Second);
        var locked = await rtic.SeesAllAsync(id, GrantState.Locked);
        (locked.Status, locked.AwaitingApproval).ShouldBe((IncidentStanding.Closed, false));
        locked.ClosedAt!.Value.ShouldBeInRange(Town.Afternoon.AddMinutes(10), Town.Afternoon.AddMinutes(10) + Second);
        locked.Grants.ShouldAllBe(ended => ended.Reason == "notApproved");
        (await town.TimelineAsync(id)).Select(entry => entry.Event).OfType<ThreatEnded>().ShouldHaveSingleItem().Reason.ShouldBe("notApproved");
        (await town.SupervisorNamed("second").ApproveAsync(id)).ShouldBeProblem(403, "notApproved");
    }

    [Fact]
    public async Task An_approval_that_comes_too_late_ends_what_nobody_had_noticed_yet()
    {
        await using var town = await Town.StartAsync();
        town.Clock.Advance(TimeSpan.FromSeconds(30)); // Off the full minute, at which the sweeper would notice.
        var id = (await town.Supervisor.ThreatAsync(minutes: 1)).IncidentId;
        await town.LoseLoopAsync(id);
        await using var screen = await town.Investigator.ScreenAsync();
        town.Clock.Advance(TimeSpan.FromSeconds(31));
        await town.SweepAsync();
        town.Clock.Advance(TimeSpan.FromSeconds(29));
        (await town.SupervisorNamed("second").ApproveAsync(id)).ShouldBeProblem(403, "timeToLive");
        (await screen.SeesAsync(id, view => view.Status == IncidentStanding.Closed)).Threat!.EndReason.ShouldBe("timeToLive");
    }

    [Fact]
    public async Task The_sweeper_ends_a_threat_whose_loop_was_lost()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var id = (await town.Supervisor.ThreatAsync()).IncidentId;
        await town.LoseLoopAsync(id);
        town.Clock.Advance(TimeSpan.FromMinutes(10));
        await town.SweepAsync();
        (await town.Investigator.SeesAllAsync(id, GrantState.Locked)).Threat!.EndReason.ShouldBe("notApproved");
    }

    [Fact]
    public async Task Nobody_approves_their_own_threat_and_the_attempt_is_on_record()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var id = (await town.Supervisor.ThreatAsync()).IncidentId;
        (await town.Supervisor.ApproveAsync(id)).ShouldBeProblem(403, "ownThreat");
        var timeline = await town.TimelineAsync(id);
        timeline[^1].Event.ShouldBe(new Refused("Approve", "ownThreat", null));
        timeline[^1].Origin.Actor.ShouldBe(((ThreatDeclared)timeline[0].Event).DeclaredBy);
        (await town.Investigator.IncidentAsync(id)).AwaitingApproval.ShouldBeTrue();
        (await town.Investigator.ApproveAsync(id)).ShouldBeProblem(403, "roleMissing");

        (await town.SupervisorNamed("second").ApproveAsync(id)).Should(200);
        (await town.SupervisorNamed("third").ApproveAsync(id)).ShouldBeProblem(409, "alreadyApproved");
    }

    [Fact]
    public async Task Owners_decide_for_which_threats_and_hours_they_share()
    {
        await using var town = await Town.StartAsync(
            Town.Camera("feed-robbery", 40, SharingRule.Always with { CallTypes = ["ROBBERY"] }),
            Town.Camera("feed-shooter", 50, SharingRule.Always with { CallTypes = ["ACTSHOOT"] }),
            Town.Camera("feed-hours", 60, new(true, [], [new([DayOfWeek.Friday], new(8, 0), new(14, 5))])),
            Town.Camera("feed-off", 70, SharingRule.Always with { Enabled = false }));
        var declared = await town.Supervisor.ThreatAsync();
        declared.Grants.Select(grant => (grant.FeedId.Value, grant.ExpiresAt)).ShouldBe(
            [("feed-shooter", Town.Afternoon.AddMinutes(10)), ("feed-hours", Town.Afternoon.AddMinutes(5))]);

        await town.ShareAsync(Town.Camera("feed-shooter", 50), SharingRule.Always, active: false);
        (await town.Investigator.IncidentAsync(declared.IncidentId)).Grants[0].ShouldSatisfyAllConditions(
            grant => grant.State.ShouldBe(GrantState.Locked),
            grant => grant.Reason.ShouldBe("noConsent"));
        (await town.SupervisorNamed("second").ApproveAsync(declared.IncidentId)).View.Grants.Select(grant => grant.ExpiresAt).ShouldBe(
            [Town.Afternoon.AddMinutes(10), Town.Afternoon.AddMinutes(5)], "neither a withdrawal nor the owner's hours are overruled");
    }

    [Fact]
    public async Task A_polygon_opens_what_is_in_it_and_no_more()
    {
        await using var town = await Town.StartAsync(Town.Camera("feed-in", 50), Town.Camera("feed-near", 110));
        var (west, east) = (TestCad.Downtown.Toward(270, 100), TestCad.Downtown.Toward(90, 100));
        double[][] ring = [[west.Longitude, west.Latitude - 0.001], [east.Longitude, east.Latitude - 0.001], [east.Longitude, east.Latitude + 0.001], [west.Longitude, west.Latitude + 0.001], [west.Longitude, west.Latitude - 0.001]];
        var declared = await town.Supervisor.ThreatAsync(area: new { type = "Feature", geometry = new { type = "Polygon", coordinates = new[] { ring } } });
        declared.Grants.ShouldHaveSingleItem().FeedId.Value.ShouldBe("feed-in");
        declared.Threat!.Area.ShouldBeOfType<Polygon>().Ring.Length.ShouldBe(4);
    }

    [Fact]
    public async Task A_supervisor_extends_an_approved_threat_within_the_policy_and_locks_it()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var id = (await town.Supervisor.ThreatAsync()).IncidentId;
        (await town.Supervisor.ExtendAsync(id, 10)).ShouldBeProblem(409, "notYetApproved");
        (await town.SupervisorNamed("second").ApproveAsync(id)).Should(200);
        (await town.Supervisor.ExtendAsync(id, 91)).ShouldBeProblem(422, "beyondPolicy");
        var extended = (await town.Supervisor.ExtendAsync(id, 90)).View;
        extended.Threat!.EndsAt.ShouldBe(Town.Afternoon.AddMinutes(120));
        extended.Grants.ShouldAllBe(grant => grant.ExpiresAt == Town.Afternoon.AddMinutes(120));

        var locked = (await town.Supervisor.LockAsync(id)).View;
        (locked.Status, locked.Threat!.EndReason).ShouldBe((IncidentStanding.Closed, "lockedBySupervisor"));
        locked.Grants.ShouldAllBe(grant => grant.State == GrantState.Locked);
        (await town.Video.ListOpenAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task CAD_neither_closes_nor_changes_a_threat()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var declared = await town.Supervisor.ThreatAsync();
        (await town.Cad.SendAsync(town.Cad.Message(declared.Number, "NOISE", "Closed"))).ShouldBeProblem(409, "notFromCad");
        var after = await town.Investigator.IncidentAsync(declared.IncidentId);
        (after.Status, after.CallType).ShouldBe((IncidentStanding.Open, "ACTSHOOT"));
        after.Grants.ShouldAllBe(grant => grant.State == GrantState.Unlocked);
        (await town.TimelineAsync(declared.IncidentId))[^1].Event.ShouldBeOfType<Refused>().Code.ShouldBe("notFromCad");
        (await town.Cad.GetAsync($"cad/incidents/{declared.IncidentId}")).ShouldBeProblem(404, "notFound");
    }

    [Fact]
    public async Task Another_agency_can_neither_see_nor_approve_it()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var id = (await town.Supervisor.ThreatAsync()).IncidentId;
        (await town.InvestigatorOf("hcso").GetAsync($"incidents/{id}")).ShouldBeProblem(404, "notFound");
        (await new RticDesk(town, Core.Access.Role.RticSupervisor, "sheriff", "hcso").ApproveAsync(id)).ShouldBeProblem(404, "notFound");
    }
}
