using Dragonfly.Emulators.Cosmos;
using Microsoft.Azure.Cosmos;

namespace Dragonfly.Functions.Tests.Storage;

public sealed partial class CosmosStandInTests
{
    [Fact]
    public async Task Charges_follow_the_published_figures()
    {
        await using var session = await StandInFixture.StartAsync(NothingIndexed, new() { Strong = false });
        (await session.Container.CreateItemAsync(new Thing("a", "ann"), Ann)).RequestCharge.ShouldBe(4.95 + Id, 0.01);
        (await session.Container.ReadItemAsync<Thing>("a", Ann)).RequestCharge.ShouldBe(1);
        await using var strong = await StandInFixture.StartAsync(NothingIndexed);
        await strong.Container.CreateItemAsync(new Thing("a", "ann"), Ann);
        (await strong.Container.ReadItemAsync<Thing>("a", Ann)).RequestCharge.ShouldBe(2);
        var large = await strong.Container.CreateItemAsync(new Thing("b", "ann", Name: new string('x', 64 * 1024 - 300)), Ann);
        large.RequestCharge.ShouldBe(22.67 + Id, 0.5);
        (await strong.Container.ReadItemAsync<Thing>("b", Ann)).RequestCharge.ShouldBe(9.52, 0.2);
    }

    [Fact]
    public async Task The_ledger_says_what_each_operation_cost()
    {
        await using var fixture = await StandInFixture.StartAsync();
        fixture.StandIn.Charges.Clear();
        var made = await fixture.Container.CreateItemAsync(new Thing("a", "ann"), Ann);
        var read = await fixture.Container.ReadItemAsync<Thing>("a", Ann);
        fixture.StandIn.Charges.All.Where(charge => charge.Operation != "metadata").Select(charge => (charge.Operation, charge.Container, charge.Status, Math.Round(charge.Ru, 2)))
            .ShouldBe([("create", "things", 201, made.RequestCharge), ("read", "things", 200, read.RequestCharge)]);
        fixture.StandIn.Charges.Total.ShouldBe(made.RequestCharge + read.RequestCharge, 0.02);
    }

    [Fact]
    public async Task An_index_makes_writes_dearer_and_queries_cheaper()
    {
        await using var indexed = await StandInFixture.StartAsync();
        await using var bare = await StandInFixture.StartAsync(NothingIndexed);
        foreach (var fixture in new[] { indexed, bare })
        {
            for (var i = 0; i < 50; i++) await fixture.Container.CreateItemAsync(new Thing($"{i}", "ann", i, Name: new string('x', 2000)), Ann);
        }
        Writes(indexed).ShouldBeGreaterThan(Writes(bare));
        (await Cost(indexed)).ShouldBeLessThan(await Cost(bare));

        static double Writes(StandInFixture fixture) => fixture.StandIn.Charges.All.Where(charge => charge.Operation == "create").Sum(charge => charge.Ru);

        static async Task<double> Cost(StandInFixture fixture)
        {
            fixture.StandIn.Charges.Clear();
            (await fixture.QueryAsync<Thing>("SELECT * FROM c WHERE c.size = 7", new() { PartitionKey = Ann })).Count.ShouldBe(1);
            return fixture.StandIn.Charges.Total;
        }
    }

    [Fact]
    public async Task It_can_be_reached_over_a_port()
    {
        await using var standIn = new CosmosStandIn();
        var address = await standIn.StartAsync();
        address.IsLoopback.ShouldBeTrue();
        using var client = standIn.Client();
        Database database = await client.CreateDatabaseAsync("test");
        Container container = await database.CreateContainerAsync("things", "/owner");
        var key = new PartitionKey("incident/é/1");
        await container.CreateItemAsync(new Thing("feed:1 %", "incident/é/1", 3), key);
        (await container.ReadItemAsync<Thing>("feed:1 %", key)).Resource.Size.ShouldBe(3);
        using var batch = await container.CreateTransactionalBatch(key).DeleteItem("feed:1 %").ExecuteAsync();
        batch.IsSuccessStatusCode.ShouldBeTrue();
        standIn.Faults.RefuseConnection(1, request => request.Operation == "read");
        (await Should.ThrowAsync<CosmosException>(() => container.ReadItemAsync<Thing>("feed:1 %", key))).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    // The service indexes the id whatever the policy says.
    private const double Id = 0.2;

    private static void NothingIndexed(ContainerProperties properties)
    {
        properties.IndexingPolicy.IncludedPaths.Clear();
        properties.IndexingPolicy.ExcludedPaths.Add(new ExcludedPath { Path = "/*" });
    }
}
