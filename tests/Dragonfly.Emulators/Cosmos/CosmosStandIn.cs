using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dragonfly.Emulators.Cosmos.Charges;
using Dragonfly.Emulators.Cosmos.Faults;
using Dragonfly.Emulators.Cosmos.Http;
using Dragonfly.Emulators.Cosmos.Resources;
using Microsoft.Azure.Cosmos;

namespace Dragonfly.Emulators.Cosmos;

/// <summary>
/// A stand-in for an Azure Cosmos DB for NoSQL account, in memory, that the real SDK talks to: through <see cref="Handler"/> in this process, or on a
/// loopback port after <see cref="StartAsync"/>. It has the operations that Dragonfly uses, and refuses the others. What it does not prove: ADR 0013.
/// </summary>
public sealed class CosmosStandIn : IAsyncDisposable
{
    private readonly Account _account = new();
    private readonly CosmosStandInOptions _options;
    private readonly Gateway _gateway;
    private LoopbackServer? _server;

    // The SDK plans queries itself where this says so, and asks the account otherwise; it reads it once. What the process already has stays:
    // "false" spares a process the second or two of CPU time that loading the planner costs its first query.
    static CosmosStandIn()
    {
        const string plansItself = "AZURE_COSMOS_USE_QUERY_PLAN_INTEROP_LINUX";
        if (Environment.GetEnvironmentVariable(plansItself) is null) Environment.SetEnvironmentVariable(plansItself, "true");
    }

    /// <param name="clock">Dates writes and ends TTLs; the system's without.</param>
    /// <param name="options">Three physical partitions and Strong consistency without.</param>
    public CosmosStandIn(TimeProvider? clock = null, CosmosStandInOptions? options = null)
    {
        var time = clock ?? TimeProvider.System;
        _options = options ?? new();
        var rates = new RuModel(_options.Strong);
        var router = new Router(_account, new AccountEndpoints(_account, () => Endpoint, _options), new ItemEndpoints(rates, time), new FeedEndpoints(rates, time));
        _gateway = new(new Authorizer(_options.AcceptsKey ? Key : null, _options.AcceptsToken, time), router, Faults, Charges);
        Handler = new StandInHandler(_gateway, () => Endpoint);
    }

    /// <summary>Where the account is: loopback, and after <see cref="StartAsync"/> really there.</summary>
    public Uri Endpoint => _server?.Address ?? new Uri("https://localhost/");

    /// <summary>The account's key. It opens nothing but stand-ins.</summary>
    public string Key { get; } = Convert.ToBase64String(SHA512.HashData(Encoding.UTF8.GetBytes("Dragonfly's stand-in for Cosmos DB")));

    /// <summary>Faults to order.</summary>
    public FaultOrders Faults { get; } = new();

    /// <summary>What each request cost.</summary>
    public ChargeLedger Charges { get; } = new();

    /// <summary>Takes requests without a network, for <see cref="CosmosClientOptions.HttpClientFactory"/>.</summary>
    public HttpMessageHandler Handler { get; }

    /// <summary>A client of the real SDK for this account, with its key; the caller disposes of it.</summary>
    public CosmosClient Client(Action<CosmosClientOptions>? configure = null)
    {
        var options = ClientOptions();
        configure?.Invoke(options);
        return new CosmosClient(Endpoint.ToString(), Key, options);
    }

    /// <summary>The options that a client of the stand-in needs: gateway mode, this endpoint only and, unless it was started, its handler.</summary>
    public CosmosClientOptions ClientOptions()
    {
        var options = new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway, LimitToEndpoint = true };
        if (_server is null) options.HttpClientFactory = () => new HttpClient(Handler, disposeHandler: false);
        return options;
    }

    /// <summary>Serves the account on a free loopback port too, for other processes.</summary>
    /// <param name="port">The port; 0 for any that is free.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    public async Task<Uri> StartAsync(int port = 0, CancellationToken cancellationToken = default)
    {
        _server ??= await LoopbackServer.StartAsync(_gateway, port, cancellationToken).ConfigureAwait(false);
        return _server.Address;
    }

    /// <summary>The ids of a container's physical partitions, in the order of their ranges.</summary>
    public IReadOnlyList<string> PhysicalPartitions(string database, string container)
    {
        var found = _account.Container(database, container);
        lock (found.Gate) return [.. found.Partitions.All.Select(partition => partition.Id.ToString(CultureInfo.InvariantCulture))];
    }

    /// <summary>Splits a physical partition in two: requests that still name it are answered 410 (1002), as on the service.</summary>
    /// <returns>The ids of the two.</returns>
    public (string Left, string Right) SplitPartition(string database, string container, string partition)
    {
        var found = _account.Container(database, container);
        lock (found.Gate)
        {
            var (left, right) = found.Partitions.Split(found.Partitions.ById(partition));
            return (left.Id.ToString(CultureInfo.InvariantCulture), right.Id.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Faults.Clear();
        if (_server is not null) await _server.DisposeAsync().ConfigureAwait(false);
        Handler.Dispose();
    }
}
