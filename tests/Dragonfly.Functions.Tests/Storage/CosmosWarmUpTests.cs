using System.Collections.Concurrent;
using Dragonfly.Functions.Storage;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Functions.Tests.Storage;

/// <summary>What a deployed app says when it starts on an account that is not as it must be.</summary>
public sealed class CosmosWarmUpTests : IAsyncLifetime
{
    private readonly Lines log = new();
    private TestCosmos cosmos = null!;

    public async Task InitializeAsync() => cosmos = await TestCosmos.OpenAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync().AsTask();

    [Fact]
    public async Task Nothing_is_said_when_all_is_well()
    {
        await WarmUpAsync(cosmos.Database);
        log.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_role_that_is_missing_is_said_at_start()
    {
        using var _ = cosmos.StandIn.Faults.Forbid(int.MaxValue);
        using var other = TestCosmos.Connect(cosmos.StandIn);
        await WarmUpAsync(other);
        log.All.ShouldHaveSingleItem().ShouldContain("AZURE_CLIENT_ID");
    }

    [Fact]
    public async Task A_database_that_is_missing_is_said_at_start()
    {
        using var other = TestCosmos.Connect(cosmos.StandIn, name: "elsewhere");
        await WarmUpAsync(other);
        log.All.ShouldHaveSingleItem().ShouldContain("DRAGONFLY_COSMOS_DATABASE");
    }

    [Fact]
    public async Task Containers_of_something_else_are_said_at_start()
    {
        using var other = TestCosmos.Connect(cosmos.StandIn, name: "elsewhere");
        Database made = await other.Client.CreateDatabaseAsync("elsewhere");
        foreach (var container in CosmosContainers.All) await made.CreateContainerAsync(container.Name, "/pk");
        await WarmUpAsync(other);
        log.All.ShouldHaveSingleItem().ShouldContain("must have the partition key /timeline, not /pk");
    }

    private async Task WarmUpAsync(CosmosDatabase database)
    {
        using var warmUp = new CosmosWarmUp(database, log);
        await warmUp.StartAsync(default);
        await warmUp.ExecuteTask!;
    }

    private sealed class Lines : ILogger<CosmosWarmUp>
    {
        public ConcurrentQueue<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => All.Enqueue(formatter(state, exception));
    }
}
