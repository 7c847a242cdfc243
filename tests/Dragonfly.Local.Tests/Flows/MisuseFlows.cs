using Dragonfly.Core.Accesses.Misuse;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Accesses;
using Dragonfly.Local.Tests.City;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>Odd use comes before a supervisor, explained, and once.</summary>
public sealed class MisuseFlows
{
    [Fact]
    public async Task The_same_camera_in_incident_after_incident_comes_before_a_supervisor_once()
    {
        await using var town = await StartAsync();
        (await town.Admin.SendAsync(HttpMethod.Put, "people/investigator", Desk.JsonText("""{"badge":"4711"}"""))).Should(200);
        await using var supervisor = await town.Supervisor.ScreenAsync();
        await using var investigator = await town.Investigator.ScreenAsync();
        await using var theirs = await new RticDesk(town, Core.Access.Role.RticSupervisor, "sue", "hcso").ScreenAsync();
        await LookAsync(town, "26-1");
        await LookAsync(town, "26-2");
        await WatchAsync(town);
        (await town.Supervisor.GetAsync("misuse")).Should(200).Json.GetProperty("items").GetArrayLength().ShouldBe(0);

        await LookAsync(town, "26-3");
        await WatchAsync(town);
        await supervisor.HearsAsync(NoticeCode.PossibleMisuse);
        await WatchAsync(town);

        var finding = (await town.Supervisor.GetAsync("misuse")).Should(200).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        finding.GetProperty("rule").GetString().ShouldBe("repeat");
        finding.GetProperty("feedId").GetString().ShouldBe("feed-1");
        finding.GetProperty("by").GetProperty("text").GetString().ShouldBe("investigator, badge 4711");
        finding.GetProperty("by").GetProperty("principal").GetString().ShouldBe("investigator");
        finding.GetProperty("explanation").GetString()!.ShouldContain("in 3 incidents");
        (await town.Auditor.GetAsync("misuse")).Should(200).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
        (await new Desk(town, Core.Access.Role.Auditor, "auditor", "hcso").GetAsync("misuse")).Should(200).Json.GetProperty("items").GetArrayLength().ShouldBe(0);

        await town.ShareAsync(Town.TwoCameras[1], Core.Registry.SharingRule.Always with { Enabled = false }); // Something that all of the RTIC is told of.
        await investigator.HearsAsync(NoticeCode.LockedByOwner, town.Cad.IdOf("26-3"));
        supervisor.Notices.Count(notice => notice.Code == NoticeCode.PossibleMisuse).ShouldBe(1);
        foreach (var screen in (Screen[])[investigator, theirs]) screen.Notices.ShouldNotContain(notice => notice.Code == NoticeCode.PossibleMisuse);

        var entries = await town.Service<ITimelines>().ReadAsync(MisuseState.TimelineOf(new("cpd")), 0, 10, default);
        entries.ShouldHaveSingleItem().Event.ShouldBeOfType<MisuseSuspected>().Person.ShouldBe("investigator");
        Chain.FaultIn(entries).ShouldBeNull();
    }

    [Fact]
    public async Task Use_outside_of_the_assigned_shift_comes_before_a_supervisor()
    {
        await using var town = await StartAsync();
        var shift = """{"shift":{"timeZone":"America/New_York","hours":[{"days":["Friday"],"from":"22:00","to":"06:00"}]}}""";
        (await town.Admin.SendAsync(HttpMethod.Put, "people/investigator", Desk.JsonText(shift))).Should(200);
        await LookAsync(town, "26-1"); // Two in the afternoon, there.
        await WatchAsync(town);
        (await town.Supervisor.GetAsync("misuse")).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("rule").GetString().ShouldBe("offShift");
    }

    private static Task<Town> StartAsync() => Town.StartAsync(Town.TwoCameras, services => services.AddSingleton(new MisuseRules { RepeatIncidents = 3 }));

    private static Task WatchAsync(Town town) => town.Functions.FireTimerAsync(nameof(MisuseWatch.WatchForMisuse));

    private static async Task LookAsync(Town town, string number)
    {
        var id = await town.Cad.ReportAsync(number);
        var view = await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);
        await town.Investigator.TicketAsync(id, view.Grants.Single(grant => grant.FeedId.Value == "feed-1").GrantId);
    }
}
