using System.Text.Json.Nodes;
using System.Threading.Channels;
using Dragonfly.Core.Clips;
using Dragonfly.Functions.Clips;
using Dragonfly.Local.Hosting;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Local.Clips;

/// <summary>
/// What Event Grid is to the deployed functions: tells them of each file that was put into the store, with the event that the store's account publishes in Azure. It does so
/// aside: who sends a file does not wait until it was read. What cannot be told, or was not when the process ended, the sweep of clips finds.
/// </summary>
internal sealed partial class ClipUploads(IServiceProvider services, TimeProvider clock, ILogger<ClipUploads> log) : BackgroundService
{
    private const int MostWaiting = 10_000;
    private const int AtOnce = 4;

    private static readonly TimeSpan[] Retries = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)];

    private readonly Channel<ClipFile> waiting = Channel.CreateBounded<ClipFile>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>A file has come.</summary>
    public void Tell(ClipFile file) => waiting.Writer.TryWrite(file);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var functions = services.GetRequiredService<FunctionsHost>();
        LocalFunction[] doors = [.. functions.Of<EventGridTriggerAttribute>()];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken };
        await Parallel.ForEachAsync(waiting.Reader.ReadAllAsync(stoppingToken), options, async (file, stopping) =>
        {
            foreach (var door in doors) await DeliverAsync(functions, door, file, stopping);
        }).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task DeliverAsync(FunctionsHost functions, LocalFunction door, ClipFile file, CancellationToken stopping)
    {
        foreach (var retry in (TimeSpan?[])[.. Retries, null])
        {
            try
            {
                await functions.InvokeAsync(door, EventOf(file));
                return;
            }
            catch (Exception e)
            {
                LogFailed(file.Blob, e);
            }

            if (retry is not { } wait) return;
            await Task.Delay(wait, clock, stopping);
        }
    }

    private static string EventOf(ClipFile file) => new JsonObject
    {
        ["specversion"] = "1.0",
        ["id"] = $"{file.Blob}@{file.CreatedAt.UtcTicks}",
        ["source"] = "/dragonfly/local",
        ["type"] = ClipArrival.EventType,
        ["subject"] = $"{ClipArrival.Subjects}{file.Blob}",
        ["time"] = file.CreatedAt.ToString("O"),
        ["data"] = new JsonObject { ["api"] = "PutBlob", ["contentType"] = file.ContentType, ["contentLength"] = file.Length, ["blobType"] = "BlockBlob" },
    }.ToJsonString();

    [LoggerMessage(Level = LogLevel.Warning, Message = "the functions could not be told of the file {File}")]
    private partial void LogFailed(ClipBlob file, Exception e);
}
