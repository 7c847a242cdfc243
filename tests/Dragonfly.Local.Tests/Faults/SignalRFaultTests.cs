using Dragonfly.Core.Incidents;
using Dragonfly.Emulators.SignalR;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Faults;

/// <summary>Azure SignalR Service fails or hangs. As with any channel, that fails no unlock, and keeps CAD for 300 ms at most.</summary>
public sealed class SignalRFaultTests
{
    public static TheoryData<SignalRFault> Faults { get; } =
        [new SignalRFault.Down(), new SignalRFault.Refuse(401), new SignalRFault.Refuse(403), new SignalRFault.Refuse(429), new SignalRFault.Refuse(500)];

    // The clock stands still: nothing of this waits for a time to pass.
    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_service_that_refuses_is_nobodys_trouble(SignalRFault fault)
    {
        await using var service = await SignalRTown.ServiceAsync();
        await using var town = await SignalRTown.StartAsync(service);
        service.Fail(fault);
        var id = await town.Cad.ReportAsync("26-1");
        await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);
        (await town.Supervisor.LockAsync(id)).View.Grants.ShouldAllBe(grant => grant.State == GrantState.Locked);
        service.Calls.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_service_that_hangs_keeps_cad_for_300_ms_and_the_cameras_not_at_all()
    {
        await using var service = await SignalRTown.ServiceAsync();
        await using var town = await SignalRTown.StartAsync(service);
        service.Fail(new SignalRFault.Hang());
        var id = town.Cad.IdOf("26-1");
        var report = town.Cad.SendAsync(town.Cad.Message("26-1"));
        await Eventually.SeeAsync(async () => await town.Store.ReadAsync(id, default), stored => stored?.Incident.Grants.All(grant => grant.UnlockedAt is not null) is true);
        await Eventually.SeeAsync(() => service.Calls.Count > 0);

        town.Clock.Advance(TimeSpan.FromMilliseconds(300));
        CadDesk.ResultsOf((await report.WaitAsync(TimeSpan.FromSeconds(20))).Should(202)).Single().Outcome.ShouldBe("accepted");
    }
}
