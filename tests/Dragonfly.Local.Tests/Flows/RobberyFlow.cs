using Dragonfly.Core.Incidents;
using Dragonfly.Local.Tests.City;
using Dragonfly.Local.Tests.Unlocks.Video;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>The story from end to end, as CAD, the investigator and the camera's stream live it.</summary>
public sealed class RobberyFlow
{
    [Fact]
    public async Task A_robbery_unlocks_the_cameras_near_it_until_cad_says_that_it_is_over()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var rtic = town.Investigator;
        await using var screen = await rtic.ScreenAsync();

        // The dashboard knows at once, and a moment later the feeds are open.
        var id = await town.Cad.ReportAsync("26-1");
        var first = await screen.SeesAllAsync(id, GrantState.Pending);
        first.Grants.Select(grant => (grant.FeedId.Value, grant.FeedName)).ShouldBe([("feed-1", "Camera feed-1"), ("feed-2", "Camera feed-2")]);
        first.Grants.Select(grant => grant.DistanceMeters).ShouldBe([50, 100]);
        var unlocked = await screen.SeesAllAsync(id, GrantState.Unlocked);
        unlocked.Version.ShouldBeGreaterThan(first.Version);
        unlocked.Grants.ShouldAllBe(grant => grant.ExpiresAt == Town.Afternoon.AddMinutes(30));

        // A ticket shows pictures, and is renewed.
        var grant = unlocked.Grants[0].GrantId;
        var ticket = await rtic.TicketAsync(id, grant);
        (ticket.Kind, ticket.ExpiresAt).ShouldBe(("mjpeg", Town.Afternoon.AddSeconds(30)));
        using var browser = new HttpClient();
        await using var viewer = (await StreamViewer.ConnectAsync(browser, ticket.Url)).ShouldNotBeNull();
        PngReader.Read((await viewer.NextAsync()).ShouldNotBeNull().Picture).Width.ShouldBeGreaterThan(0);
        town.Clock.Advance(TimeSpan.FromSeconds(29));
        var renewed = Viewable.Of((await rtic.RenewAsync(ticket.Ticket)).Should(200));
        (renewed.Url, renewed.ExpiresAt).ShouldBe((ticket.Url, Town.Afternoon.AddSeconds(59)));
        town.Clock.Advance(TimeSpan.FromSeconds(29));
        (await viewer.SeesMoreAsync(town.Clock)).ShouldBeTrue();

        // CAD closes: the stream ends, nobody gets another ticket, all is locked.
        await town.Cad.CloseAsync("26-1");
        (await rtic.RenewAsync(ticket.Ticket)).ShouldBeProblem(403, "incidentClosed");
        (await rtic.AskTicketAsync(id, grant)).ShouldBeProblem(403, "incidentClosed");
        var locked = await screen.SeesAllAsync(id, GrantState.Locked);
        locked.Status.ShouldBe(IncidentStanding.Closed);
        locked.Grants.ShouldAllBe(grant => grant.Reason == "incidentClosed" && grant.LockedAt != null);
        (await viewer.SeesMoreAsync(town.Clock)).ShouldBeFalse();
        (await StreamViewer.ConnectAsync(browser, ticket.Url)).ShouldBeNull();
        (await town.Video.ListOpenAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_call_that_does_not_qualify_is_shown_and_unlocks_nothing()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        await using var screen = await town.Investigator.ScreenAsync();
        var id = await town.Cad.ReportAsync("26-1", "NOISE");
        (await screen.SeesAsync(id, _ => true)).Decision.ShouldBe("callTypeNotQualified");
        (await town.Investigator.IncidentAsync(id)).Grants.ShouldBeEmpty();
        town.Faults.Count(Local.Unlocks.Video.Faults.VideoCalls.Open).ShouldBe(0);
        (await town.Functions.DurableClient.GetInstancesAsync(id.Value)).ShouldBeNull("nothing is planned, so no orchestration was started");
    }
}
