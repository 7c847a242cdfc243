using Dragonfly.Core.Accesses;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Events;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Channels;
using Dragonfly.Functions.Configuration;
using Dragonfly.Functions.Incidents;
using Dragonfly.Functions.Operations;
using Dragonfly.Functions.Storage;
using Dragonfly.Local.Access;
using Dragonfly.Local.Accesses;
using Dragonfly.Local.Audit;
using Dragonfly.Local.Bulletins;
using Dragonfly.Local.Clips;
using Dragonfly.Local.Dashboard;
using Dragonfly.Local.Events;
using Dragonfly.Local.Hosting;
using Dragonfly.Local.Incidents;
using Dragonfly.Local.Storage;
using Dragonfly.Local.Terminal;
using Dragonfly.Local.Unlocks.Video;
using Dragonfly.Local.Unlocks.Video.Recording;
using Microsoft.Extensions.Configuration;

namespace Dragonfly.Local;

/// <summary>What a <see cref="LocalApp"/> is put together from.</summary>
internal static class LocalServices
{
    /// <summary>Registers what settings alone decide, the adapters for Azure among it. What is wrong with them is noted.</summary>
    public static void AddSettings(WebApplicationBuilder builder, LocalSetup setup, AzurePorts azure, SettingFaults faults)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning).AddSimpleConsole(format => format.SingleLine = true);
        services.AddSingleton(setup.Clock);
        services.AddSingleton(setup.Limits);
        const string agencies = "Registry:Agencies";
        if (!configuration.GetSection(agencies).Exists()) configuration.AddInMemoryCollection(setup.Agencies.Select((agency, index) => KeyValuePair.Create($"{agencies}:{index}", (string?)agency.Value)));
        services.AddOptionSections(configuration, faults).AddAzureAdapters(configuration, azure, faults);
        faults.Try(() => Ffmpeg.Find(configuration));
        services.AddTelemetryExport(configuration, services.AddAzureSignIn(configuration), FunctionsHost.SpanSource, "Microsoft.AspNetCore");
    }

    /// <summary>Registers everything else: the functions, and the embedded adapter of each port that has none for Azure.</summary>
    public static void Add(WebApplicationBuilder builder, LocalSetup setup, AzurePorts azure, EmbeddedStores? stores)
    {
        Directory.CreateDirectory(setup.DataFolder);
        builder.WebHost.UseUrls(setup.Urls.Split(';')).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

        var services = builder.Services;
        services.AddSingleton<LocalAddress>();
        stores?.AddTo(services);
        services.AddSingleton(new DevelopmentIssuer(setup.DataFolder, setup.Clock));
        if (!azure.HasFlag(AzurePorts.Identity)) services.AddSingleton<ITokenAuthority>(provider => provider.GetRequiredService<DevelopmentIssuer>());
        if (!azure.HasFlag(AzurePorts.Signer)) services.AddSingleton<ICheckpointSigner>(_ => new DevelopmentSigner(setup.DataFolder));
        services.AddSimulatedVideo(setup.DataFolder, isSystem: !azure.HasFlag(AzurePorts.Video), Ffmpeg.Find(builder.Configuration));
        services.AddSingleton<RecentEvents>();
        if (!azure.HasFlag(AzurePorts.Events)) services.AddSingleton<IEventPublisher>(provider => provider.GetRequiredService<RecentEvents>());
        if (!azure.HasFlag(AzurePorts.Clips)) services.AddFileClips(setup.DataFolder);
        AddChannels(services, setup, azure.HasFlag(AzurePorts.Channel));
        setup.Configure?.Invoke(services);
        if (!setup.HostsFunctions) return;

        builder.AddFunctionsHost(typeof(DragonflyApplication).Assembly, worker => worker.UseDragonfly());
        if (!azure.HasFlag(AzurePorts.Clips)) services.AddClipEvents();
        if (stores is not null) stores.AddEventsTo(services, setup.DataFolder);
        else services.AddEventWebhook(setup.DataFolder).AddHostedService(CosmosFeed);
    }

    /// <summary>Maps what is served.</summary>
    public static void Map(WebApplication web, LocalSetup setup, AzurePorts azure, string gatewayToken)
    {
        var issuer = web.Services.GetRequiredService<DevelopmentIssuer>();
        web.Use(TokenHub.RefuseStrangers(issuer, RticHub.Path, PartnerHub.Path, UnitHub.Path));
        web.UseDashboard(setup.DashboardFolder);
        web.UseRouting();
        if (setup.HostsFunctions)
        {
            web.MapFunctions();
            web.MapEventWebhook();
        }

        web.MapHub<RticHub>(RticHub.Path);
        web.MapHub<PartnerHub>(PartnerHub.Path);
        web.MapHub<UnitHub>(UnitHub.Path);
        if (!azure.HasFlag(AzurePorts.Clips)) web.MapClips();
        web.MapSimulatedVideo();
        web.MapVideoGateway(gatewayToken);
        if (!azure.HasFlag(AzurePorts.Identity)) web.MapTokens(issuer);
    }

    private static void AddChannels(IServiceCollection services, LocalSetup setup, bool isAzure)
    {
        services.AddSignalR().AddJsonProtocol(protocol => protocol.PayloadSerializerOptions = ChannelJson.Options);
        services.AddSingleton<HubRticChannel>();
        services.AddSingleton<SignalRRticChannel>();
        services.AddSingleton<IRticChannel>(provider => new ObservedRticChannel(
            isAzure ? provider.GetRequiredService<SignalRRticChannel>() : provider.GetRequiredService<HubRticChannel>(), setup.Clock, setup.Observers));
        if (isAzure) return;
        services.AddSingleton<IPartnerChannel, HubPartnerChannel>();
        services.AddSingleton<IUnitChannel, HubUnitChannel>();
    }

    private static CosmosChangeFeed CosmosFeed(IServiceProvider provider)
    {
        var database = provider.GetRequiredService<CosmosDatabase>();
        return new(
            database.ContainerOf(CosmosContainers.Log),
            database.ContainerOf(CosmosContainers.Leases),
            provider.GetRequiredService<FunctionsHost>(),
            provider.GetRequiredService<ILogger<CosmosChangeFeed>>());
    }
}
