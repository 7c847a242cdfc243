using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Incidents;
using Dragonfly.Functions.Registry;
using Dragonfly.Functions.Unlocks.Gateway;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>The story of <see cref="RobberyFlow"/> over every adapter for Azure at once, put together from settings as the deployed app is.</summary>
public sealed class AzureFlows
{
    [Fact]
    public async Task A_robbery_is_the_same_story_over_the_adapters_for_azure()
    {
        await using var azure = await AzureTown.StartAsync(Town.TwoCameras);
        var (town, rtic) = (azure.Town, azure.Town.Investigator);
        town.Store.ShouldBeOfType<CosmosIncidentStore>();
        town.Service<IPartnerStore>().ShouldBeOfType<CosmosPartners>();
        town.Video.ShouldBeOfType<RestVideoSystem>();
        await using var screen = await rtic.ScreenAsync();

        // The registry that the town began with went in through the ports.
        (await town.Service<IRegistry>().CountAsync(default)).Feeds.ShouldBe(2);

        // Unlocked, pushed through the service, and viewable at the cameras.
        var id = await town.Cad.ReportAsync("26-1");
        await screen.SeesAllAsync(id, GrantState.Pending);
        var unlocked = await screen.SeesAllAsync(id, GrantState.Unlocked);
        var ticket = await rtic.TicketAsync(id, unlocked.Grants[0].GrantId);
        using var browser = new HttpClient();
        using (var still = await browser.GetAsync($"{ticket.Url}/still.png")) still.EnsureSuccessStatusCode().Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        (await town.Video.ListOpenAsync(default)).Count.ShouldBe(2);

        // Over: nobody gets another ticket, the cameras are locked.
        await town.Cad.CloseAsync("26-1");
        (await rtic.RenewAsync(ticket.Ticket)).ShouldBeProblem(403, "incidentClosed");
        await screen.SeesAllAsync(id, GrantState.Locked);
        (await town.Video.ListOpenAsync(default)).ShouldBeEmpty();

        // The log has it all, chained; whoever subscribes was told, from the change feed.
        var entries = await town.TimelineAsync(id);
        Chain.FaultIn(entries).ShouldBeNull();
        await Eventually.SeeAsync(() => azure.Topic.Events.Count(happened => happened.GetProperty("type").GetString() == "com.dragonfly.feed.locked") == 2);
        azure.Topic.Events.Select(happened => happened.GetProperty("type").GetString()).ShouldContain("com.dragonfly.incident.unlocked");
        azure.Topic.Refusals.ShouldBeEmpty();
        azure.SignalR.Calls.ShouldNotBeEmpty();
    }
}
