using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Clips;
using Dragonfly.Functions.Configuration;
using Dragonfly.Functions.Unlocks;
using Dragonfly.Local.Access;
using Dragonfly.Local.Hosting;
using Dragonfly.Local.Storage;
using Dragonfly.Local.Unlocks.Video;
using Microsoft.Extensions.Configuration;

namespace Dragonfly.Local;

/// <summary>The whole system in this process: the deployed functions over the embedded adapters, or over those for Azure, port by port as the settings say.</summary>
public sealed class LocalApp : IAsyncDisposable
{
    private readonly EmbeddedStores? stores;

    private LocalApp(WebApplication web, EmbeddedStores? stores) => (Web, this.stores) = (web, stores);

    /// <summary>The web application, for its services.</summary>
    public WebApplication Web { get; }

    /// <summary>The server's root.</summary>
    public Uri Address => Web.Services.GetRequiredService<LocalAddress>().Current;

    /// <summary>What lets another process use the simulated cameras, at <c>/video-gateway</c>.</summary>
    public string VideoGatewayToken { get; private init; } = "";

    /// <summary>Done when what an earlier process left undone was taken up.</summary>
    public Task Resumed { get; private set; } = Task.CompletedTask;

    /// <summary>Issues tokens.</summary>
    public DevelopmentIssuer Issuer => Web.Services.GetRequiredService<DevelopmentIssuer>();

    /// <summary>Starts it. What an earlier process left to do in the same folder is done at once, and its loops go on.</summary>
    /// <exception cref="InvalidSettingsException">Settings are missing or wrong; the message names each.</exception>
    /// <exception cref="DataFolderException">The data folder cannot be used.</exception>
    /// <exception cref="IOException">An address cannot be listened on.</exception>
    public static async Task<LocalApp> StartAsync(LocalSetup setup)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(setup.Settings);
        var faults = new SettingFaults();
        var azure = PortChoices.Read(builder.Configuration, faults);
        LocalServices.AddSettings(builder, setup, azure, faults);
        faults.ThrowIfAny();

        var stores = azure.HasFlag(AzurePorts.Store) ? null : await EmbeddedStores.OpenAsync(setup);
        try
        {
            LocalServices.Add(builder, setup, azure, stores);
            var web = builder.Build();
            var gatewayToken = GatewayToken.ReadOrMake(setup.DataFolder);
            LocalServices.Map(web, setup, azure, gatewayToken);
            if (stores is null) await StandInStores.PrepareAsync(web.Services, setup);
            if (web.Services.GetService<BlobClipStore>() is { Endpoint.IsLoopback: true } emulator) await emulator.EnsureAsync(CancellationToken.None);
            await web.StartAsync();
            var app = new LocalApp(web, stores) { VideoGatewayToken = gatewayToken };
            if (setup.HostsFunctions) app.Resumed = app.ResumeAsync();
            return app;
        }
        catch
        {
            if (stores is not null) await stores.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops, writes what waits to be written, and gives the data folder free.</summary>
    public async ValueTask DisposeAsync()
    {
        await Web.StopAsync();
        await Web.DisposeAsync();
        if (stores is not null) await stores.DisposeAsync();
    }

    // Loops went with the process that held them: a sweep does what became due meanwhile, and each unfinished incident gets a loop.
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
