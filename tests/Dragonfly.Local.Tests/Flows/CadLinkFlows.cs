using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Local.Tests.City;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>A CAD system that says nothing sends no closes either: somebody must hear of that.</summary>
public sealed class CadLinkFlows
{
    [Fact]
    public async Task A_cad_system_that_falls_silent_is_a_notice_each_minute_and_a_fault_of_health()
    {
        await using var town = await Town.StartAsync();
        await using var screen = await town.Investigator.ScreenAsync();
        await using var elsewhere = await town.InvestigatorOf("hcso").ScreenAsync();
        await town.Cad.ReportAsync("26-1", "NOISE");

        town.Clock.Advance(TimeSpan.FromMinutes(10));
        await WatchAsync(town);
        (await StatusAsync(town)).ShouldBe("up", "ten minutes are not more than ten minutes");
        town.Clock.Advance(TimeSpan.FromSeconds(1));
        await WatchAsync(town);
        var notice = await screen.HearsAsync(NoticeCode.CadSilent);
        (notice.Since, notice.At, notice.Incident).ShouldBe((Town.Afternoon, Town.Afternoon.AddSeconds(601), null));
        (await town.Ops.GetAsync("health")).Should(200).Text.ShouldEndWith(
            """{"status":"degraded","store":"up","videoSystem":"up","auditLog":"up","openIncidents":1,"overdueIncidents":0,"cadLinks":[{"agency":"cpd","heardAt":"2026-08-14T18:00:00+00:00","silent":true}]}""");
        (await Reply.OfAsync(town.Http, new(HttpMethod.Get, "api/health"))).Should(200).Text.ShouldBe("""{"status":"degraded"}""");

        town.Clock.Advance(TimeSpan.FromMinutes(1));
        await WatchAsync(town);
        await Eventually.SeeAsync(() => screen.Notices.Any(seen => seen.At == Town.Afternoon.AddSeconds(661)));

        await town.CadOf("hcso").ReportAsync("26-1", "NOISE");
        (await StatusAsync(town)).ShouldBe("degraded", "the other agency's calls are no sign of this one's life");
        (await town.Cad.PostAsync("cad/heartbeat")).Should(204);
        (await StatusAsync(town)).ShouldBe("up");
        var before = screen.Notices.Count;
        await WatchAsync(town);
        await town.Cad.ReportAsync("26-2", "NOISE");
        await screen.SeesAsync(town.Cad.IdOf("26-2"), _ => true);
        screen.Notices.Count.ShouldBe(before);
        elsewhere.Notices.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_is_silent_who_was_never_heard()
    {
        await using var town = await Town.StartAsync();
        town.Clock.Advance(TimeSpan.FromHours(1));
        (await town.Ops.GetAsync("health")).Should(200).Json.GetProperty("cadLinks").GetArrayLength().ShouldBe(0);
        (await StatusAsync(town)).ShouldBe("up");
    }

    [Fact]
    public async Task Whatever_cad_sends_is_a_sign_of_life_save_a_dry_run()
    {
        await using var town = await Town.StartAsync();
        var (cad, heard) = (town.Cad, Town.Afternoon);
        var message = cad.Message("26-1", "NOISE");
        await HeardAsync(() => cad.SendAsync(message), 202);
        await HeardAsync(() => cad.SendAsync(message), 202);
        await HeardAsync(() => cad.PostAsync("cad/incidents", "{"), 400);
        await HeardAsync(() => cad.SendAsync(cad.Message("26-2", status: "?")), 422);
        await HeardAsync(() => cad.PostAsync("cad/heartbeat"), 204);
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        (await cad.PostAsync("cad/incidents?dryRun=true", message)).Should(200);
        (await LinkAsync()).HeardAt.ShouldBe(heard);

        async Task HeardAsync(Func<Task<Reply>> send, int status)
        {
            town.Clock.Advance(TimeSpan.FromMinutes(1));
            (await send()).Should(status);
            (await LinkAsync()).HeardAt.ShouldBe(heard = town.Clock.GetUtcNow());
        }

        async Task<CadLink> LinkAsync() => (await town.Service<ICadLinks>().ListAsync(default)).Single();
    }

    [Fact]
    public async Task Life_is_noted_every_thirty_seconds_at_most_whether_or_not_that_succeeds()
    {
        var links = new CountedLinks();
        await using var town = await Town.StartAsync([], services => services.AddSingleton<ICadLinks>(links));
        for (var second = 0; second < 60; second += 10)
        {
            await town.Cad.ReportAsync($"26-{second}", "NOISE");
            town.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        links.Noted.ShouldBe(2);
        links.IsDown = true;
        await town.Cad.ReportAsync("26-a", "NOISE");
        links.IsDown = false;
        await town.Cad.ReportAsync("26-b", "NOISE");
        links.Noted.ShouldBe(3, "a store that fails must not cost every message its time");
        town.Clock.Advance(TimeSpan.FromSeconds(30));
        await town.Cad.ReportAsync("26-c", "NOISE");
        links.Noted.ShouldBe(4);
    }

    private static Task WatchAsync(Town town) => town.Functions.FireTimerAsync("WatchCadLinks");

    private static async Task<string?> StatusAsync(Town town) => (await town.Cad.GetAsync("health")).Should(200).Json.GetProperty("status").GetString();

    private sealed class CountedLinks : ICadLinks
    {
        public int Noted { get; private set; }

        public bool IsDown { get; set; }

        public Task HeardAsync(AgencyId agency, DateTimeOffset at, CancellationToken cancellation)
        {
            Noted++;
            return IsDown ? throw new StoreUnavailableException("CAD link", new IOException("as ordered")) : Task.CompletedTask;
        }

        public ValueTask<ImmutableArray<CadLink>> ListAsync(CancellationToken cancellation) => new(ImmutableArray<CadLink>.Empty);
    }
}
