using Dragonfly.Emulators.Cosmos;
using Dragonfly.Emulators.EventGrid;
using Dragonfly.Emulators.SignalR;
using Dragonfly.Local.Registry;

namespace Dragonfly.Local.Bench;

/// <summary>
/// From the start of the process to its first answer with the adapters for Azure, over stand-ins in this process: the first answer has read Cosmos DB. The live channel is the
/// hub where the Management SDK is only there as a contract.
/// </summary>
internal static class AzureStartBench
{
    private const int Rounds = 5;

    public static async Task RunAsync(string folder)
    {
        // As in Azure, where the account plans queries: to load the SDK's own planner costs a second and a half of processor time.
        Environment.SetEnvironmentVariable("AZURE_COSMOS_USE_QUERY_PLAN_INTEROP_LINUX", "false");
        await using var cosmos = new CosmosStandIn();
        await cosmos.StartAsync();
        await using var topic = await EventGridTopic.StartAsync();
        await using var signalr = await SignalRStandIn.StartAsync(TimeProvider.System);
        await using var cameras = await LocalApp.StartAsync(
            new("http://127.0.0.1:0", Path.Combine(folder, "cameras"), () => SeededRegistry.Generate(200, seed: 1).Feeds) { HostsFunctions = false });
        string[] settings =
        [
            "--feeds", "200",
            .. Set("DRAGONFLY_STORE", "cosmos"), .. Set("DRAGONFLY_COSMOS_ENDPOINT", cosmos.Endpoint.AbsoluteUri), .. Set("DRAGONFLY_COSMOS_KEY", cosmos.Key),
            .. Set("DRAGONFLY_EVENTS", "eventgrid"), .. Set("DRAGONFLY_EVENTGRID_ENDPOINT", topic.Endpoint.AbsoluteUri), .. Set("DRAGONFLY_EVENTGRID_KEY", topic.Key),
            .. Set("DRAGONFLY_VIDEO", "gateway"), .. Set("DRAGONFLY_VIDEO_ENDPOINT", new Uri(cameras.Address, "video-gateway/").AbsoluteUri), .. Set("DRAGONFLY_VIDEO_TOKEN", cameras.VideoGatewayToken),
            .. SignalRSdk.IsReal
                ? (string[])[.. Set("DRAGONFLY_CHANNEL", "signalr"), .. Set("DRAGONFLY_SIGNALR_ENDPOINT", signalr.Endpoint.AbsoluteUri), .. Set("DRAGONFLY_SIGNALR_KEY", signalr.Key)]
                : [],
        ];

        // The first start makes the containers and the registry, as infra/ and people do in Azure.
        await using (var first = (await ServerProcess.StartAsync(Path.Combine(folder, "app"), settings)).Server) await first.TokenAsync("Ops");
        var (starts, processor) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var (server, took) = await ServerProcess.StartAsync(Path.Combine(folder, "app"), settings);
            await using var started = server;
            starts.Add(took.TotalMilliseconds);
            processor.Add(server.ProcessorTime.TotalMilliseconds);
        }

        Write("start", starts, "from the process's start to the first answer, with the adapters for Azure");
        Write("processor", processor, "of processor time until then");
    }

    private static string[] Set(string name, string value) => ["--set", $"{name}={value}"];

    private static void Write(string name, List<double> times, string what)
    {
        times.Sort();
        Console.WriteLine($"{name,-9} {times[Rounds / 2],10:N0} ms ({times[0]:N0} to {times[^1]:N0}) {what}");
    }
}
