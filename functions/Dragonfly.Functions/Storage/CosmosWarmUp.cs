using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Functions.Storage;

/// <summary>
/// Asks for the account and its containers when a process starts, aside: so that the first message does not wait for the app's identity to get itself a token; and so that a
/// wrong address, a missing role or a missing container is said then and not when the first call comes. It does not end the start: what passes, passes without one.
/// </summary>
internal sealed partial class CosmosWarmUp(CosmosDatabase database, ILogger<CosmosWarmUp> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await CosmosSetup.CheckAsync(database, stoppingToken);
        }
        catch (Exception e)
        {
            if (!stoppingToken.IsCancellationRequested) LogUnusable(database.Options.Endpoint.Host, e.Message, e);
        }
    }

    [LoggerMessage(EventId = 803, Level = LogLevel.Error, Message = "Cosmos DB at {Host} cannot be used, and until then nothing is taken: {What}")]
    private partial void LogUnusable(string host, string what, Exception e);
}
