using Dragonfly.Conformance;
using Dragonfly.Core.Incidents;
using Dragonfly.Emulators;
using Dragonfly.Emulators.Cosmos;
using Dragonfly.Functions.Incidents;
using Dragonfly.Functions.Storage;
using Dragonfly.Local.Events;
using Dragonfly.Local.Hosting;
using Dragonfly.Local.Tests.City;
using Dragonfly.Local.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dragonfly.Local.Tests.Events;

/// <summary>The same over Cosmos DB: what the store wrote there comes by the SDK's own change feed processor.</summary>
public sealed class CosmosChangeFeedTests : IAsyncLifetime
{
    private readonly CosmosStandIn account = new();
    private CosmosDatabase database = null!;
    private CosmosClient client = null!;

    public async Task InitializeAsync()
    {
        await account.StartAsync();
        database = new(new(account.Endpoint, "dragonfly", account.Key, TimeSpan.FromMinutes(1)), new NoCredential(), TimeProvider.System, NullLogger<CosmosDatabase>.Instance);
        await CosmosSetup.EnsureAsync(database, default);
        client = account.Client();
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        database.Dispose();
        await account.DisposeAsync();
    }

    [Fact]
    public async Task What_was_written_is_given_until_it_is_taken_and_after_a_restart_what_was_written_since()
    {
        var (incident, writes) = EveryEvent.Happened();
        var store = new CosmosIncidentStore(database);
        foreach (var write in writes) (await store.TryWriteAsync(write, default)).ShouldBeTrue();
        await using (var host = await StartAsync(failures: 1))
        {
            var taken = host.Services.GetRequiredService<Taken>();
            await Eventually.SeeAsync(() => taken.Sequences.Length == incident.Timeline.Count);
            taken.Sequences.ShouldBe(incident.Timeline.Select(entry => entry.Sequence));
            taken.Packs.ShouldAllBe(pack => pack.Timeline == incident.Id.Timeline.Value && pack.Agency == "cpd");
            await host.StopAsync();
        }

        var later = incident.Do(incident.Incident.ChangedAt.AddMinutes(1), new LockFeeds(null, "why"));
        (await store.TryWriteAsync(later, default)).ShouldBeTrue();
        await using (var host = await StartAsync())
        {
            var taken = host.Services.GetRequiredService<Taken>();
            await Eventually.SeeAsync(() => taken.Sequences.Length > 0);
            taken.Sequences.ShouldBe(later.Entries.Select(entry => entry.Sequence));
            await host.StopAsync();
        }
    }

    private async Task<WebApplication> StartAsync(int failures = 0)
    {
        var builder = TestHost.Builder(typeof(FeedFunction));
        builder.Services.AddSingleton(new Taken { Failures = failures });
        builder.Services.AddSingleton<IHostedService>(services => new CosmosChangeFeed(
            client.GetContainer("dragonfly", CosmosContainers.Log.Name),
            client.GetContainer("dragonfly", CosmosContainers.Leases.Name),
            services.GetRequiredService<FunctionsHost>(),
            services.GetRequiredService<ILogger<CosmosChangeFeed>>()));
        var app = builder.Build();
        await app.StartAsync();
        return app;
    }
}
