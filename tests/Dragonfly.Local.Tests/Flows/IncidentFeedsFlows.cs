using Dragonfly.Conformance;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Http;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>What the RTIC's map shows around an incident. What a consent must say for that is in <c>SurroundingsTests</c>.</summary>
public sealed class IncidentFeedsFlows
{
    private static readonly Feed[] Cameras =
    [
        Town.Camera("feed-2", 100), Town.Camera("feed-1", 50) with { View = null }, Town.Camera("feed-3", 450),
        Town.Camera("feed-4", 120, SharingRule.Always with { CallTypes = ["BOMB"] }), Town.Camera("feed-5", 510), Town.Camera("feed-6", 10, SharingRule.Never),
    ];

    [Fact]
    public async Task The_feeds_of_a_robbery_are_there_with_their_places_unlocked_or_not()
    {
        await using var town = await Town.StartAsync(Cameras);
        var id = await town.Cad.ReportAsync("26-1");
        (await town.Investigator.SeesAllAsync(id, GrantState.Unlocked)).Grants.Select(grant => grant.FeedId.Value).ShouldBe(["feed-1", "feed-2"], ignoreOrder: true);

        var feeds = await FeedsAsync(town, id);
        feeds.Select(feed => (feed.FeedId.Value, feed.DistanceMeters)).ShouldBe([("feed-1", 50), ("feed-2", 100), ("feed-4", 120), ("feed-3", 450)]);
        feeds[1].ShouldBe(new IncidentFeed(new("feed-2"), "Camera feed-2", Cameras[0].Place, new(90, 70, 60), 100));
        feeds[0].View.ShouldBeNull();
        (await town.Supervisor.GetAsync($"incidents/{id}/feeds")).Should(200);
        (await town.Cad.GetAsync($"incidents/{id}/feeds")).ShouldBeProblem(403, "roleMissing");
    }

    [Fact]
    public async Task An_owner_who_opts_out_is_not_on_the_map_any_more()
    {
        await using var town = await Town.StartAsync(Cameras);
        var id = await town.Cad.ReportAsync("26-1");
        await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);
        (await town.OwnerOf(Cameras[0].Partner).ShareAllAsync(SharingRule.Always with { PausedUntil = Town.Afternoon.AddHours(1) })).Should(200);
        (await NamesAsync(town, id)).ShouldBe(["feed-1", "feed-4", "feed-3"]);
        (await town.OwnerOf(Cameras[2].Partner).SendAsync(HttpMethod.Delete, $"{town.OwnerOf(Cameras[2].Partner).Path}/agencies/cpd", null, "*")).Status.ShouldBeOneOf(200, 204);
        (await NamesAsync(town, id)).ShouldBe(["feed-1", "feed-4"]);
        await town.ShareAsync(Cameras[1], SharingRule.Always, active: false);
        (await NamesAsync(town, id)).ShouldBe(["feed-4"]);

        town.Clock.Advance(TimeSpan.FromHours(1));
        (await NamesAsync(town, id)).ShouldBe(["feed-2", "feed-4"], "a pause ends by itself");
    }

    [Fact]
    public async Task What_is_another_agencys_does_not_exist_and_each_sees_what_is_shared_with_it()
    {
        await using var town = await Town.StartAsync(Cameras);
        var (ours, theirs) = (await town.Cad.ReportAsync("26-1"), await town.CadOf("hcso").ReportAsync("26-1"));
        (await town.InvestigatorOf("hcso").GetAsync($"incidents/{ours}/feeds")).ShouldBeProblem(404, "notFound");
        (await town.Investigator.GetAsync($"incidents/{theirs}/feeds")).ShouldBeProblem(404, "notFound");
        var owner = town.OwnerOf(Cameras[0].Partner);
        (await owner.SendAsync(HttpMethod.Delete, $"{owner.Path}/agencies/hcso", null, "*")).Status.ShouldBeOneOf(200, 204);
        (await NamesAsync(town, theirs, "hcso")).ShouldBe(["feed-1", "feed-4", "feed-3"]);
        (await NamesAsync(town, ours)).ShouldBe(["feed-1", "feed-2", "feed-4", "feed-3"]);
    }

    [Fact]
    public async Task What_unlocks_nothing_has_feeds_around_it_too_and_what_has_no_place_has_none()
    {
        await using var town = await Town.StartAsync(Cameras);
        (await NamesAsync(town, await town.Cad.ReportAsync("26-1", "NOISE"))).ShouldBe(["feed-1", "feed-2", "feed-4", "feed-3"]);
        (await NamesAsync(town, await town.Cad.ReportAsync("26-2", "NOISE", place: TestCad.Downtown.Toward(0, 5_000)))).ShouldBeEmpty();
        var unplaced = new { number = "26-3", messageId = "1", messageTime = Town.Afternoon, callType = "ROBBERY", status = "Active", location = new { address = "701 Broad St" } };
        CadDesk.ResultsOf((await town.Cad.SendAsync(unplaced)).Should(202)).Single().Outcome.ShouldBe("accepted");
        (await NamesAsync(town, town.Cad.IdOf("26-3"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_threat_shows_all_that_it_is_about()
    {
        await using var town = await Town.StartAsync(Cameras);
        var threat = await town.Supervisor.ThreatAsync(area: RticDesk.Circle(520));
        (await town.Investigator.SeesAllAsync(threat.IncidentId, GrantState.Unlocked)).Grants.Length.ShouldBe(4);
        (await NamesAsync(town, threat.IncidentId)).ShouldBe(["feed-1", "feed-2", "feed-4", "feed-3", "feed-5"]);
    }

    [Fact]
    public async Task What_is_granted_is_shown_however_far_away()
    {
        await using var town = await Town.StartAsync(Cameras);
        var id = await town.Cad.ReportAsync("26-1", "TERROR");
        (await town.Investigator.SeesAllAsync(id, GrantState.Unlocked)).Grants.ShouldContain(grant => grant.FeedId.Value == "feed-5");
        await town.Admin.ReviseAsync(policy => policy with { Rules = policy.Rules.SetItem("TERROR", policy.Rules["TERROR"] with { RadiusMeters = 100 }) });
        (await NamesAsync(town, id)).ShouldBe(["feed-1", "feed-2", "feed-4", "feed-3", "feed-5"]);
        await town.Cad.ReportAsync("26-1", "TERROR", "Closed");
        await town.Investigator.SeesAllAsync(id, GrantState.Locked);
        (await NamesAsync(town, id)).ShouldBe(["feed-1", "feed-2", "feed-4", "feed-3"]);
    }

    private static async Task<IReadOnlyList<IncidentFeed>> FeedsAsync(Town town, IncidentId id, string agency = "cpd") =>
        (await town.InvestigatorOf(agency).GetAsync($"incidents/{id}/feeds")).As(ApiJson.Default.PageIncidentFeed).Items;

    private static async Task<IEnumerable<string>> NamesAsync(Town town, IncidentId id, string agency = "cpd") => (await FeedsAsync(town, id, agency)).Select(feed => feed.FeedId.Value);
}
