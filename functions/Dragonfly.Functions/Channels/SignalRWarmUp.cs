using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Functions.Channels;

/// <summary>
/// Asks the service something when a process starts, aside: so that the first push of an instance, which intake gives 300 ms, does not wait for the app's identity to get
/// itself a token; and so that a wrong address, or an identity without a role, is said then and not when the first call comes.
/// </summary>
internal sealed partial class SignalRWarmUp(SignalRHubs hubs, ILogger<SignalRWarmUp> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(TryAsync(hubs.Rtic, stoppingToken), TryAsync(hubs.Partners, stoppingToken), TryAsync(hubs.Units, stoppingToken));

    private async Task TryAsync(SignalRHub hub, CancellationToken stopping)
    {
        try
        {
            await hub.TouchAsync(stopping);
        }
        catch (Exception e)
        {
            if (!stopping.IsCancellationRequested) LogUnavailable(hub.Name, e);
        }
    }

    [LoggerMessage(
        EventId = 1201,
        Level = LogLevel.Error,
        Message = "Azure SignalR Service does not serve hub {Hub}: look at DRAGONFLY_SIGNALR_ENDPOINT and the roles of the app's identity; until then nothing is heard live")]
    private partial void LogUnavailable(string hub, Exception e);
}
