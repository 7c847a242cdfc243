using Azure.Core;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Functions.Storage;

/// <summary>
/// The database, and the one client of the process. In Azure it speaks to the replicas directly; to a stand-in or an emulator on this machine through its gateway. Reads
/// ask for Strong consistency, which an account with a weaker default refuses: a consent that no longer stands must not be read anywhere.
/// </summary>
public sealed class CosmosDatabase : IDisposable
{
    // Together with Cosmos DB's own waits this is a few seconds: whoever waits for an unlock is better off with an error that is tried again.
    private const int MostTries = 6;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly CosmosClient client;
    private readonly CosmosCalls calls;

    /// <summary>Makes the client; nothing is sent yet.</summary>
    public CosmosDatabase(CosmosOptions options, TokenCredential credential, TimeProvider clock, ILogger<CosmosDatabase> logger) : this(options, credential, clock, logger, null)
    {
    }

    internal CosmosDatabase(CosmosOptions options, TokenCredential credential, TimeProvider clock, ILogger logger, Action<CosmosClientOptions>? adjust)
    {
        Options = options;
        calls = new(options, clock, logger);
        var local = options.Endpoint.IsLoopback;
        var how = new CosmosClientOptions
        {
            ApplicationName = "Dragonfly",
            ConnectionMode = local ? ConnectionMode.Gateway : ConnectionMode.Direct,
            LimitToEndpoint = local,
            ConsistencyLevel = ConsistencyLevel.Strong,
            MaxRetryAttemptsOnRateLimitedRequests = MostTries,
            MaxRetryWaitTimeOnRateLimitedRequests = LongestWait,
            RequestTimeout = LongestWait,
            EnableContentResponseOnWrite = false,
            AllowBulkExecution = false,
            Serializer = ItemSerializer.Instance,
            CosmosClientTelemetryOptions = new() { DisableDistributedTracing = false, DisableSendingMetricsToService = true },
        };
        adjust?.Invoke(how);
        client = options.Key is { } key ? new(options.Endpoint.AbsoluteUri, key, how) : new(options.Endpoint.AbsoluteUri, credential, how);
    }

    /// <summary>Which database this is.</summary>
    public CosmosOptions Options { get; }

    internal CosmosClient Client => client;

    /// <summary>A container, for the store that has a name.</summary>
    internal CosmosStore Open(CosmosContainer container, string store) => new(calls, client.GetContainer(Options.Database, container.Name), store);

    /// <summary>The SDK's own view of a container, for a host that reads its change feed.</summary>
    public Container ContainerOf(CosmosContainer container) => client.GetContainer(Options.Database, container.Name);

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();
}
