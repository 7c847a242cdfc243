using Dragonfly.Emulators.Cosmos;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Time.Testing;

namespace Dragonfly.Functions.Tests.Storage;

/// <summary>A stand-in with one container, <c>things</c> by <c>/owner</c>, and a client of the real SDK.</summary>
internal sealed class StandInFixture : IAsyncDisposable
{
    private StandInFixture(CosmosStandIn standIn, FakeTimeProvider clock, CosmosClient client, Container container) =>
        (StandIn, Clock, Client, Container) = (standIn, clock, client, container);

    public CosmosStandIn StandIn { get; }

    public FakeTimeProvider Clock { get; }

    public CosmosClient Client { get; }

    public Container Container { get; }

    public static async Task<StandInFixture> StartAsync(Action<ContainerProperties>? configure = null, CosmosStandInOptions? options = null)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));
        var standIn = new CosmosStandIn(clock, options);
        var client = standIn.Client();
        Database database = await client.CreateDatabaseAsync("test");
        var properties = new ContainerProperties("things", "/owner");
        configure?.Invoke(properties);
        Container container = await database.CreateContainerAsync(properties);
        return new(standIn, clock, client, container);
    }

    public async Task<List<T>> QueryAsync<T>(QueryDefinition query, QueryRequestOptions? options = null)
    {
        var all = new List<T>();
        using var iterator = Container.GetItemQueryIterator<T>(query, requestOptions: options);
        while (iterator.HasMoreResults) all.AddRange(await iterator.ReadNextAsync());
        return all;
    }

    public Task<List<T>> QueryAsync<T>(string query, QueryRequestOptions? options = null) => QueryAsync<T>(new QueryDefinition(query), options);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await StandIn.DisposeAsync();
    }
}
