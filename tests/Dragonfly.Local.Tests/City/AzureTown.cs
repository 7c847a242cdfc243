using Dragonfly.Core.Registry;
using Dragonfly.Emulators.Cosmos;
using Dragonfly.Emulators.EventGrid;
using Dragonfly.Emulators.SignalR;
using Dragonfly.Functions.Channels;

namespace Dragonfly.Local.Tests.City;

/// <summary>
/// A town as it is in Azure: the stores in Cosmos DB, the live channels on Azure SignalR Service, events on Event Grid, the cameras behind a video gateway; each a stand-in
/// that the real SDK speaks to. Tokens and checkpoints stay the development ones: there is no Entra ID and no Key Vault on this machine.
/// </summary>
internal sealed class AzureTown : IAsyncDisposable
{
    private readonly TemporaryFolder folder;
    private readonly LocalApp cameras;

    private AzureTown(TemporaryFolder folder, LocalApp cameras, CosmosStandIn cosmos, SignalRStandIn signalr, EventGridTopic topic, Town town) =>
        (this.folder, this.cameras, Cosmos, SignalR, Topic, Town) = (folder, cameras, cosmos, signalr, topic, town);

    public CosmosStandIn Cosmos { get; }

    public SignalRStandIn SignalR { get; }

    public EventGridTopic Topic { get; }

    public Town Town { get; }

    public static async Task<AzureTown> StartAsync(params Feed[] feeds)
    {
        // The SDKs make their tokens by the system's clock: the town begins there.
        var (folder, now) = (new TemporaryFolder(), TimeProvider.System.GetUtcNow());
        var cameras = await LocalApp.StartAsync(new("http://127.0.0.1:0", Path.Combine(folder.Path, "cameras"), () => feeds) { HostsFunctions = false });
        var cosmos = new CosmosStandIn();
        await cosmos.StartAsync();
        var signalr = await SignalRStandIn.StartAsync(TimeProvider.System);
        var topic = await EventGridTopic.StartAsync();
        var town = await Town.StartAsync(feeds, services => services.AddSdkFor(signalr, ChannelJson.Options), Path.Combine(folder.Path, "town"), now, settings: new Dictionary<string, string?>
        {
            ["DRAGONFLY_STORE"] = "cosmos",
            ["DRAGONFLY_COSMOS_ENDPOINT"] = cosmos.Endpoint.AbsoluteUri,
            ["DRAGONFLY_COSMOS_KEY"] = cosmos.Key,
            ["DRAGONFLY_CHANNEL"] = "signalr",
            ["DRAGONFLY_SIGNALR_ENDPOINT"] = signalr.Endpoint.AbsoluteUri,
            ["DRAGONFLY_SIGNALR_KEY"] = signalr.Key,
            ["DRAGONFLY_EVENTS"] = "eventgrid",
            ["DRAGONFLY_EVENTGRID_ENDPOINT"] = topic.Endpoint.AbsoluteUri,
            ["DRAGONFLY_EVENTGRID_KEY"] = topic.Key,
            ["DRAGONFLY_VIDEO"] = "gateway",
            ["DRAGONFLY_VIDEO_ENDPOINT"] = new Uri(cameras.Address, "video-gateway/").AbsoluteUri,
            ["DRAGONFLY_VIDEO_TOKEN"] = cameras.VideoGatewayToken,
        });
        return new(folder, cameras, cosmos, signalr, topic, town);
    }

    public async ValueTask DisposeAsync()
    {
        await Town.DisposeAsync();
        await Topic.DisposeAsync();
        await SignalR.DisposeAsync();
        await Cosmos.DisposeAsync();
        await cameras.DisposeAsync();
        folder.Dispose();
    }
}
