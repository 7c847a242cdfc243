using Azure.Core;
using Dragonfly.Emulators.Cosmos;
using Dragonfly.Functions.Storage;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Dragonfly.Functions.Tests.Storage;

/// <summary>
/// Our database in a stand-in of its own, with nothing in it; or, where <c>DRAGONFLY_TEST_COSMOS_ENDPOINT</c> and <c>_KEY</c> name an emulator, in that. What orders faults
/// or counts request units needs the stand-in: <c>.github/workflows/ci.yml</c> runs the conformance suites there.
/// </summary>
internal sealed class TestCosmos : IAsyncDisposable
{
    private static readonly string? Emulator = Environment.GetEnvironmentVariable("DRAGONFLY_TEST_COSMOS_ENDPOINT");

    private TestCosmos(CosmosStandIn standIn, CosmosDatabase database) => (StandIn, Database) = (standIn, database);

    /// <summary>The account.</summary>
    public CosmosStandIn StandIn { get; }

    /// <summary>The database in it.</summary>
    public CosmosDatabase Database { get; }

    /// <summary>The container <c>log</c>, past our adapters.</summary>
    public Container Log => Database.Client.GetContainer(Database.Options.Database, CosmosContainers.Log.Name);

    /// <summary>Makes the account, the database and its containers.</summary>
    public static async Task<TestCosmos> OpenAsync(TimeProvider? clock = null)
    {
        var standIn = new CosmosStandIn(clock);
        var cosmos = new TestCosmos(standIn, Emulator is null ? Connect(standIn) : ConnectToEmulator(Emulator));
        await CosmosSetup.EnsureAsync(cosmos.Database, default);
        standIn.Charges.Clear();
        return cosmos;
    }

    /// <summary>One more instance of the app. Its calls have all the time that a busy machine takes, unless there is a clock.</summary>
    public static CosmosDatabase Connect(CosmosStandIn standIn, Action<CosmosClientOptions>? adjust = null, string name = "dragonfly", ILogger? logger = null, TimeProvider? clock = null, TimeSpan? slow = null) => new(
        new(standIn.Endpoint, name, standIn.Key, slow ?? TimeSpan.FromMinutes(1)),
        new NoCredential(),
        clock ?? new FakeTimeProvider(),
        logger ?? NullLogger.Instance,
        options =>
        {
            options.HttpClientFactory = () => new HttpClient(standIn.Handler, disposeHandler: false);
            adjust?.Invoke(options);
        });

    // One node is as consistent as can be, and some emulators know no other consistency than the default to ask for.
    private static CosmosDatabase ConnectToEmulator(string endpoint) => new(
        new(new(endpoint), $"test-{Guid.NewGuid():N}", Environment.GetEnvironmentVariable("DRAGONFLY_TEST_COSMOS_KEY"), TimeSpan.FromMinutes(1)),
        new NoCredential(),
        TimeProvider.System,
        NullLogger.Instance,
        options => options.ConsistencyLevel = null);

    public async ValueTask DisposeAsync()
    {
        if (Emulator is not null) await Database.Client.GetDatabase(Database.Options.Database).DeleteAsync();
        Database.Dispose();
        await StandIn.DisposeAsync();
    }

    private sealed class NoCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext context, CancellationToken cancellation) => throw new InvalidOperationException("there is a key");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext context, CancellationToken cancellation) => throw new InvalidOperationException("there is a key");
    }
}
