using Dragonfly.Core.Incidents;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Unlocks.Gateway;
using Dragonfly.Local.Tests.City;
using Dragonfly.Local.Tests.Unlocks.Video;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>The cameras are another process's, which is reached through the gateway's contract, dies in the middle and comes back.</summary>
public sealed class VideoGatewayFlow : IAsyncLifetime
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new(Town.Afternoon);
    private LocalApp gateway = null!;

    public async Task InitializeAsync() => gateway = await StartGatewayAsync("http://127.0.0.1:0");

    public async Task DisposeAsync()
    {
        await gateway.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_robbery_is_seen_through_the_gateway_and_locked_though_it_dies()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras, services => services.AddVideoGateway(SettingsOf(gateway)), clock: clock);
        town.Video.ShouldBeOfType<RestVideoSystem>();
        using var http = new HttpClient();

        var id = await town.Cad.ReportAsync("26-1");
        var grants = (await town.Investigator.SeesAllAsync(id, GrantState.Unlocked)).Grants;
        var ticket = await town.Investigator.TicketAsync(id, grants[0].GrantId);
        await using (var viewer = await StreamViewer.ConnectAsync(http, ticket.Url))
            (await viewer.ShouldNotBeNull().SeesMoreAsync(clock)).ShouldBeTrue();

        var address = gateway.Address.ToString();
        await gateway.DisposeAsync();
        await town.Cad.CloseAsync("26-1");
        (await town.Investigator.AskTicketAsync(id, grants[0].GrantId)).ShouldBeProblem(403, "incidentClosed");
        var failing = await town.Investigator.SeesAsync(id, view => view.Grants.All(grant => grant.Overdue), Second);
        failing.Grants.ShouldAllBe(grant => grant.State == GrantState.Locking);
        (await town.Store.ReadAsync(id, default))!.Incident.Grants.ShouldAllBe(grant => grant.Observed == Observed.Unknown, "whether they are locked is not known");
        (await town.TimelineAsync(id)).Select(entry => entry.Event).OfType<VideoFinished>().SelectMany(finished => finished.Outcomes)
            .Where(outcome => outcome.Verb == VideoVerb.Close).ShouldAllBe(outcome => outcome.Failure == "unreachable");
        await town.LoseLoopAsync(id);

        gateway = await StartGatewayAsync(address);
        clock.Advance(TimeSpan.FromMinutes(1));
        await town.SweepAsync();
        (await town.Investigator.IncidentAsync(id)).Grants.ShouldAllBe(grant => grant.State == GrantState.Locked && !grant.Overdue);
        (await town.Video.ListOpenAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_gateway_that_comes_back_holds_what_it_held()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras, services => services.AddVideoGateway(SettingsOf(gateway)), clock: clock);
        var id = await town.Cad.ReportAsync("26-1");
        var grant = (await town.Investigator.SeesAllAsync(id, GrantState.Unlocked)).Grants[0].GrantId;
        var leases = await town.Video.ListOpenAsync(default);
        await RestartGatewayAsync();
        (await town.Video.ListOpenAsync(default)).ShouldBe(leases, ignoreOrder: true);
        await town.Investigator.TicketAsync(id, grant);
    }

    [Fact]
    public async Task A_gateway_that_comes_back_with_nothing_open_is_asked_again_for_what_should_be()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras, services => services.AddVideoGateway(SettingsOf(gateway)), clock: clock);
        var id = await town.Cad.ReportAsync("26-1");
        await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);

        await RestartGatewayAsync(() => File.Delete(Path.Combine(folder.Path, "video-leases.jsonl")));
        (await town.Video.ListOpenAsync(default)).ShouldBeEmpty();
        clock.Advance(Second);
        await town.SweepAsync();
        (await town.Video.ListOpenAsync(default)).Count.ShouldBe(2);
        await town.Investigator.TicketAsync(id, (await town.Investigator.SeesAllAsync(id, GrantState.Unlocked)).Grants[0].GrantId);
    }

    private async Task RestartGatewayAsync(Action? meanwhile = null)
    {
        var address = gateway.Address.ToString();
        await gateway.DisposeAsync();
        meanwhile?.Invoke();
        gateway = await StartGatewayAsync(address);
    }

    private Task<LocalApp> StartGatewayAsync(string url) => LocalApp.StartAsync(new(url, folder.Path, () => Town.TwoCameras)
    {
        Clock = clock,
        HostsFunctions = false, // Its own sweep would close what was never granted there.
        Configure = services => services.AddLogging(logging => logging.ClearProviders()),
    });

    private static IConfiguration SettingsOf(LocalApp gateway) => new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["DRAGONFLY_VIDEO_ENDPOINT"] = $"{gateway.Address}video-gateway",
        ["DRAGONFLY_VIDEO_TOKEN"] = gateway.VideoGatewayToken,
    }).Build();
}
