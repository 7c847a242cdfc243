using System.Text.Json;
using Dragonfly.Local.Hosting;
using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Local.Events;

/// <summary>The same over Cosmos DB or a stand-in of it, as the Functions host does it: the SDK's own processor reads the container and keeps its place in the leases.</summary>
/// <param name="log">The container that is read.</param>
/// <param name="leases">The container of the leases.</param>
/// <param name="functions">Whom to tell.</param>
/// <param name="logger">Where to say what failed.</param>
internal sealed partial class CosmosChangeFeed(Container log, Container leases, FunctionsHost functions, ILogger<CosmosChangeFeed> logger) : IHostedService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    // There is one process: what a failure let go of is taken up again at once, and not after the quarter of a minute that a crowd of instances needs.
    private static readonly (TimeSpan Acquire, TimeSpan Expire, TimeSpan Renew) Lease = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(8));

    private readonly List<ChangeFeedProcessor> processors = [];

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var function in functions.Of<CosmosDBTriggerAttribute>())
        {
            var trigger = (CosmosDBTriggerAttribute)function.Trigger;
            var builder = log.GetChangeFeedProcessorBuilder(trigger.LeaseContainerPrefix ?? function.Name, (_, changes, _) => DeliverAsync(function, changes))
                .WithInstanceName(nameof(Local))
                .WithLeaseContainer(leases)
                .WithMaxItems(trigger.MaxItemsPerInvocation)
                .WithPollInterval(Poll)
                .WithLeaseConfiguration(Lease.Acquire, Lease.Expire, Lease.Renew)
                .WithErrorNotification((lease, e) =>
                {
                    LogFailed(lease, e);
                    return Task.CompletedTask;
                });
            if (trigger.StartFromBeginning) builder = builder.WithStartTime(DateTime.MinValue.ToUniversalTime());
            var processor = builder.Build();
            await processor.StartAsync();
            processors.Add(processor);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(processors.Select(processor => processor.StopAsync()));

    // What throws is given again: the processor has not noted then that it was taken.
    private async Task DeliverAsync(LocalFunction function, Stream changes)
    {
        using var feed = await JsonDocument.ParseAsync(changes);
        var items = feed.RootElement is { ValueKind: JsonValueKind.Object } envelope ? envelope.GetProperty("Documents") : feed.RootElement;
        await functions.InvokeAsync(function, items.GetRawText());
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "what was written could not be told of; lease {Lease} tries again")]
    private partial void LogFailed(string lease, Exception e);
}
