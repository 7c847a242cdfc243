using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Incidents;
using Dragonfly.Local.Tests.City;
using Dragonfly.Local.Unlocks.Video.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>What dashboards are told beyond the views.</summary>
public sealed class NoticeFlows
{
    [Fact]
    public async Task A_threat_calls_for_another_supervisor()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        await using var screen = await town.SupervisorNamed("second").ScreenAsync();
        var id = (await town.Supervisor.ThreatAsync()).IncidentId;
        (await screen.HearsAsync(NoticeCode.ApprovalNeeded, id)).At.ShouldBe(Town.Afternoon);
        (await town.SupervisorNamed("second").ApproveAsync(id)).Should(200);
        await screen.SeesAsync(id, view => view.Threat?.ApprovedBy is not null);
        screen.Notices.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Feeds_that_wait_call_for_a_supervisor_of_the_same_agency()
    {
        var rules = UnlockPolicy.Default.Rules.SetItem("ROBBERY", UnlockPolicy.Default.Rules["ROBBERY"] with { RequiresApproval = true });
        await using var town = await Town.StartAsync(Town.TwoCameras, services => services.AddSingleton<IPolicySource>(new FixedPolicy(UnlockPolicy.Default with { Rules = rules })));
        await using var ours = await town.Investigator.ScreenAsync();
        await using var theirs = await town.InvestigatorOf("hcso").ScreenAsync();
        var id = await town.Cad.ReportAsync("26-1");
        await ours.HearsAsync(NoticeCode.ApprovalNeeded, id);

        var other = await town.CadOf("hcso").ReportAsync("26-1");
        await theirs.HearsAsync(NoticeCode.ApprovalNeeded, other);
        theirs.Notices.ShouldAllBe(notice => notice.Incident == other);
    }

    [Fact]
    public async Task An_owner_who_stops_is_told_of()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        await using var screen = await town.Investigator.ScreenAsync();
        var id = await town.Cad.ReportAsync("26-1");
        await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);
        screen.Notices.ShouldBeEmpty();
        await town.ShareAsync(Town.TwoCameras[0], SharingRule.Always with { PausedUntil = Town.Afternoon.AddHours(1) });
        await screen.HearsAsync(NoticeCode.LockedByOwner, id);
    }

    [Fact]
    public async Task A_lock_that_is_overdue_is_told_of()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        await using var screen = await town.Investigator.ScreenAsync();
        var id = await town.Cad.ReportAsync("26-1");
        await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);
        using var down = town.Faults.Order(new Unreachable());
        await town.Cad.CloseAsync("26-1");
        await town.UntilAsync(() => Task.FromResult(screen.Notices), notices => notices.Any(notice => notice.Code == NoticeCode.LockOverdue), TimeSpan.FromMilliseconds(200));
        screen.Notices.ShouldAllBe(notice => notice.Incident == id);
    }

    [Fact]
    public async Task A_notice_to_all_reaches_every_agency()
    {
        await using var town = await Town.StartAsync();
        await using var ours = await town.Investigator.ScreenAsync();
        await using var theirs = await town.InvestigatorOf("hcso").ScreenAsync();
        await town.Service<RticAnnouncer>().NotifyAsync(null, new(NoticeCode.PolicyChanged, Town.Afternoon, PolicyVersion: "p2"));
        (await ours.HearsAsync(NoticeCode.PolicyChanged)).PolicyVersion.ShouldBe("p2");
        (await theirs.HearsAsync(NoticeCode.PolicyChanged)).PolicyVersion.ShouldBe("p2");
    }
}
