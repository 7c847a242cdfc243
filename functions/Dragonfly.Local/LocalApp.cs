using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Dragonfly.Core.Access;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Events;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Registry;
using Dragonfly.Functions;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Dragonfly.Functions.Registry;
using Dragonfly.Functions.Unlocks;
using Dragonfly.Local.Access;
using Dragonfly.Local.Accesses;
using Dragonfly.Local.Audit;
using Dragonfly.Local.Events;
using Dragonfly.Local.Hosting;
using Dragonfly.Local.Incidents;
using Dragonfly.Local.Incidents.Cad;
using Dragonfly.Local.Registry;
using Dragonfly.Local.Storage;
using Dragonfly.Local.Terminal;
using Dragonfly.Local.Unlocks.Video;

namespace Dragonfly.Local;

/// <summary>The whole system in this process: the deployed functions over the embedded adapters.</summary>
public sealed class LocalApp : IAsyncDisposable
{
    private readonly SqliteDatabase database;

    private LocalApp(WebApplication web, SqliteDatabase database) => (Web, this.database) = (web, database);

    /// <summary>The web application, for its services.</summary>
    public WebApplication Web { get; }

    /// <summary>The server's root.</summary>
    public Uri Address => Web.Services.GetRequiredService<LocalAddress>().Current;

    /// <summary>Done when what an earlier process left undone was taken up.</summary>
    public Task Resumed { get; private set; } = Task.CompletedTask;

    /// <summary>Issues tokens.</summary>
    public DevelopmentIssuer Issuer => Web.Services.GetRequiredService<DevelopmentIssuer>();

    /// <summary>What lets another process use the simulated cameras, at <c>/video-gateway</c>.</summary>
    public string VideoGatewayToken { get; private init; } = "";

    /// <summary>Starts it. What an earlier process left to do in the same folder is done at once, and its loops go on.</summary>
    /// <exception cref="DataFolderException">The data folder cannot be used.</exception>
    /// <exception cref="IOException">An address cannot be listened on.</exception>
    public static async Task<LocalApp> StartAsync(LocalSetup setup)
    {
        var database = SqliteDatabase.Open(setup.DataFolder);
        try
        {
            var registry = await SqliteRegistry.OpenAsync(database);
            await SeededInstallers.SeedAsync(new SqliteTimelines(database), setup.Clock);
            var seeding = new Seeding(database, registry, setup.Clock, setup.Agencies);
            await seeding.AdoptAsync();
            if ((await registry.CountAsync(CancellationToken.None)).Feeds == 0) await seeding.SeedAsync(setup.Feeds(), setup.PartnerName);
            var gatewayToken = GatewayToken.ReadOrMake(setup.DataFolder);
            var web = Build(setup, database, registry, gatewayToken);
            await web.StartAsync();
            var app = new LocalApp(web, database) { VideoGatewayToken = gatewayToken };
            if (setup.HostsFunctions) app.Resumed = app.ResumeAsync();
            return app;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops, writes what waits to be written, and gives the data folder free.</summary>
    public async ValueTask DisposeAsync()
    {
        await Web.StopAsync();
        await Web.DisposeAsync();
        await database.DisposeAsync();
    }

    private static WebApplication Build(LocalSetup setup, SqliteDatabase database, SqliteRegistry registry, string gatewayToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(setup.Urls.Split(';')).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning).AddSimpleConsole(format => format.SingleLine = true);

        var services = builder.Services;
        services.AddSingleton(setup.Clock);
        services.AddSingleton(setup.Limits);
        services.AddSingleton<IIncidentStore>(new SqliteIncidentStore(database));
        services.AddSingleton<IRegistry>(registry);
        services.AddSingleton(new RegistryOptions { Agencies = [.. setup.Agencies.Select(agency => agency.Value)] });
        services.AddSingleton<IPartnerStore>(registry);
        services.AddSingleton<ITimelines>(new SqliteTimelines(database));
        services.AddSingleton<IAuditArchive>(new SqliteAuditArchive(database));
        services.AddSingleton<ICheckpointSigner>(_ => new DevelopmentSigner(setup.DataFolder));
        services.AddSingleton<IRejectedMessages>(new SqliteRejectedMessages(database));
        services.AddSingleton<ICadLinks>(new SqliteCadLinks(database));
        services.AddSingleton(new DevelopmentIssuer(setup.DataFolder, setup.Clock));
        services.AddSingleton<ITokenAuthority>(provider => provider.GetRequiredService<DevelopmentIssuer>());
        services.AddSingleton<LocalAddress>();
        services.AddSingleton<HubRticChannel>();
        services.AddSingleton<IRticChannel>(provider => new ObservedRticChannel(provider.GetRequiredService<HubRticChannel>(), setup.Clock, setup.Observers));
        services.AddSimulatedVideo();
        services.AddSingleton<IAccessLog>(new SqliteAccessLog(database));
        services.AddSingleton<IPeople>(new SqlitePeople(database));
        services.AddSingleton<IPartnerChannel, HubPartnerChannel>();
        services.AddSingleton<RecentEvents>();
        services.AddSingleton<IEventPublisher>(provider => provider.GetRequiredService<RecentEvents>());
        services.AddSignalR().AddJsonProtocol(protocol =>
        {
            protocol.PayloadSerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            protocol.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
        });
        setup.Configure?.Invoke(services);
        if (setup.HostsFunctions) builder.AddFunctionsHost(typeof(DragonflyApplication).Assembly, worker => worker.UseDragonfly());

        var web = builder.Build();
        web.Use(TokenHub.RefuseStrangers(web.Services.GetRequiredService<DevelopmentIssuer>(), RticHub.Path, PartnerHub.Path));
        web.UseRouting();
        if (setup.HostsFunctions) web.MapFunctions();
        web.MapHub<RticHub>(RticHub.Path);
        web.MapHub<PartnerHub>(PartnerHub.Path);
        web.MapSimulatedVideo();
        web.MapVideoGateway(gatewayToken);
        web.MapTokens(web.Services.GetRequiredService<DevelopmentIssuer>());
        return web;
    }

    // Leases and loops went with the process that held them: a sweep takes the leases out again, and each unfinished incident gets a loop.
    private async Task ResumeAsync()
    {
        var (functions, store, loops) = (Web.Services.GetRequiredService<FunctionsHost>(), Web.Services.GetRequiredService<IIncidentStore>(), Web.Services.GetRequiredService<LoopWaker>());
        try
        {
            await functions.FireTimerAsync(nameof(Sweeper.Sweep));
            foreach (var incident in await store.ReadDueAsync(DateTimeOffset.MaxValue, int.MaxValue, CancellationToken.None))
                await loops.WakeAsync(functions.DurableClient, incident);
        }
        catch (Exception e)
        {
            Web.Logger.LogError(e, "what was left to do was not taken up; the next sweep is due within a minute");
        }
    }
}

/// <summary>What a <see cref="LocalApp"/> is made of.</summary>
/// <param name="Urls">Where to listen.</param>
/// <param name="DataFolder">Where everything is kept.</param>
/// <param name="Feeds">The registry to begin with, when the folder has none.</param>
public sealed record LocalSetup(string Urls, string DataFolder, Func<IEnumerable<Feed>> Feeds)
{
    /// <summary>What the partner of a feed of that registry is called.</summary>
    public Func<Feed, string> PartnerName { get; init; } = feed => feed.Partner.Value;

    /// <summary>The agencies that its owners let in.</summary>
    public ImmutableArray<AgencyId> Agencies { get; init; } = [new(DevelopmentIssuer.DefaultAgency)];

    /// <summary>The clock that the whole process lives by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How long to wait for what we depend on, by that clock.</summary>
    public CallLimits Limits { get; init; } = CallLimits.Default;

    /// <summary>Who sees what the RTIC sees.</summary>
    public IReadOnlyList<IRticObserver> Observers { get; init; } = [];

    /// <summary>False to serve the embedded adapters alone, for functions that the real host runs beside them.</summary>
    public bool HostsFunctions { get; init; } = true;

    /// <summary>Replaces services.</summary>
    public Action<IServiceCollection>? Configure { get; init; }
}
