using Dragonfly.Core.Access;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Emulators.SignalR;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>The live channels over Azure SignalR Service: dashboards and portals are told through it, and nothing else depends on it.</summary>
public sealed class SignalRFlow
{
    [Fact]
    public async Task A_robbery_reaches_the_dashboard_and_goes_on_while_the_service_is_dead()
    {
        await using var service = await SignalRTown.ServiceAsync();
        await using var town = await SignalRTown.StartAsync(service);
        var rtic = town.Investigator;
        var screen = await rtic.ScreenAsync();
        var first = await town.Cad.ReportAsync("26-1");
        await screen.SeesAllAsync(first, GrantState.Unlocked);

        // The service dies: the dashboard knows nothing more, and everything goes on.
        service.Fail(new SignalRFault.Down());
        await Eventually.SeeAsync(() => !screen.IsConnected);
        await screen.DisposeAsync();
        (await rtic.PostAsync("rtic/negotiate")).ShouldBeProblem(503, "channelUnavailable");
        var second = await town.Cad.ReportAsync("26-2");
        await rtic.SeesAllAsync(second, GrantState.Unlocked);
        await town.Cad.CloseAsync("26-1");
        await rtic.SeesAllAsync(first, GrantState.Locked);

        // It is back: the next push arrives.
        service.Mend();
        await using var again = await rtic.ScreenAsync();
        (await town.Supervisor.LockAsync(second)).Should(200);
        await again.SeesAllAsync(second, GrantState.Locked);
        (await town.Video.ListOpenAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_bulletin_reaches_its_unit_through_it_and_waits_while_the_service_is_dead()
    {
        await using var service = await SignalRTown.ServiceAsync();
        await using var town = await SignalRTown.StartAsync(service);
        var device = await town.B12.ScreenAsync();
        var incident = await town.Cad.ReportAsync("26-1");
        var grant = (await town.Investigator.SeesAllAsync(incident, GrantState.Unlocked)).Grants[0].GrantId;
        var first = await town.Investigator.BulletinAsync(incident, await town.Investigator.PictureAsync(incident, grant), "B12");
        await device.HearsAsync(first);
        (await town.B12.AcknowledgeAsync(first)).Should(200);
        await device.DisposeAsync();

        service.Fail(new SignalRFault.Down());
        (await town.B12.PostAsync("units/negotiate")).ShouldBeProblem(503, "channelUnavailable");
        var second = await town.Investigator.BulletinAsync(incident, await town.Investigator.PictureAsync(incident, grant), "B12");
        (await town.B12.ListAsync()).Select(bulletin => bulletin.BulletinId).ShouldBe([second, first], ignoreOrder: true);

        service.Mend();
        await using var again = await town.B12.ScreenAsync();
        await town.PassAsync(TimeSpan.FromSeconds(10));
        await again.HearsAsync(second);
    }

    [Fact]
    public async Task An_owner_is_told_through_it_and_hears_nothing_of_the_rtic()
    {
        await using var service = await SignalRTown.ServiceAsync();
        await using var town = await SignalRTown.StartAsync(service);
        await town.OwnerDecidesAsync("partner-1", new ChooseNotices(true));
        await using var portal = await PortalScreen.ConnectAsync(town, new(town, Role.PartnerOwner, "owner-of-partner-1", "cpd"), "partner-1");
        await using var screen = await town.Investigator.ScreenAsync();

        var id = await town.Cad.ReportAsync("26-1");
        await screen.SeesAllAsync(id, GrantState.Unlocked);
        (await portal.HearsAsync(line => line.Kind == AccessKind.Unlocked)).IncidentId.ShouldBe(id);
        portal.Foreign.ShouldBe(0);
    }
}
