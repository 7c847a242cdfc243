using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Configuration;
using Dragonfly.Functions.Storage;
using Dragonfly.Functions.Unlocks;
using Dragonfly.Local.Access;
using Dragonfly.Local.CommandLine;
using Dragonfly.Local.Dashboard;
using Dragonfly.Local.Registry;
using Dragonfly.Local.Replay;
using Dragonfly.Local.Storage;
using Dragonfly.Local.Terminal;
using Spectre.Console;

namespace Dragonfly.Local;

/// <summary>What the command line asks for: to serve until stopped, or to replay a day and sum it up.</summary>
internal static class LocalProgram
{
    /// <returns>0 when all went well; 1 when it could not start; 2 when a replay lost something, left a feed open or was stopped.</returns>
    public static async Task<int> RunAsync(LocalOptions options, TextWriter output, TextWriter error)
    {
        try
        {
            var console = Terminals.Open(output);
            return options.Replay is { } source ? await ReplayAsync(options, source, console) : await ServeAsync(options, console);
        }
        catch (Exception e) when (e is InvalidSettingsException or PlatformNotSupportedException or CosmosRefusedException or DataFolderException or CallFileException or IOException)
        {
            error.WriteLine(e.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            error.WriteLine("Stopped before the end. What was acknowledged is kept; start again to lock what is due.");
            return 2;
        }
    }

    private static async Task<int> ServeAsync(LocalOptions options, IAnsiConsole console)
    {
        await using var reporter = new ConsoleReporter(console, TimeZoneInfo.Local);
        await using var app = await LocalApp.StartAsync(Setup(options) with { Observers = [reporter] });
        Banner.Write(console, await FactsAsync(app, options));
        await app.Web.WaitForShutdownAsync();
        return 0;
    }

    private static async Task<int> ReplayAsync(LocalOptions options, ReplaySource source, IAnsiConsole console)
    {
        var calls = source.File is { } file ? CallFile.Read(file) : GeneratedDay.Make(options.Seed);
        var wall = TimeProvider.System;
        var day = VirtualDay.Yesterday(wall.GetUtcNow());
        var clock = day.Clock(wall, options.Speed);
        var run = $"{wall.GetUtcNow():yyMMddHHmmss}-";
        var statistics = new RunStatistics(run, options.Speed);
        await using var reporter = new ConsoleReporter(console, clock.LocalTimeZone, options.Speed);
        await using var app = await LocalApp.StartAsync(Setup(options) with
        {
            Clock = clock,
            Limits = CallLimits.Default.AtSpeed(options.Speed),
            Observers = [reporter, statistics],
        });
        Banner.Write(console, await FactsAsync(app, options));

        using var http = new HttpClient { BaseAddress = app.Address };
        var runner = new ReplayRunner(http, () => app.Issuer.Mint(new(Role.CadWrite)), clock, statistics, run);
        var services = app.Web.Services;
        var settlement = new Settlement(services.GetRequiredService<IIncidentStore>(), services.GetRequiredService<IVideoSystem>(), clock, statistics);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(app.Web.Lifetime.ApplicationStopping);
        return await new ReplayScreen(console, runner, settlement, statistics, clock).RunAsync(calls, day, stop.Token);
    }

    private static LocalSetup Setup(LocalOptions options) =>
        new(options.Urls, options.Data, () => SeededRegistry.Generate(options.Feeds, options.Seed).Feeds) { PartnerName = SeededRegistry.PartnerNameIn, Settings = options.Settings };

    private static async Task<BannerFacts> FactsAsync(LocalApp app, LocalOptions options)
    {
        var (partners, feeds) = await app.Web.Services.GetRequiredService<IRegistry>().CountAsync(CancellationToken.None);
        RoleToken[] tokens = [.. Role.All.Select(role => new RoleToken(role, app.Issuer.Mint(new TokenRequest(role))))];
        return new(app.Address, partners, feeds, options.Data, tokens, options.Replay is not null, app.VideoGatewayToken) { HasDashboard = DashboardFiles.AreIn(DashboardFiles.BuiltFolder) };
    }
}
