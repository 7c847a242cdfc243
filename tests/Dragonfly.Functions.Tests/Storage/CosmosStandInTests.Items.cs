using System.Net;
using Microsoft.Azure.Cosmos;

namespace Dragonfly.Functions.Tests.Storage;

public sealed partial class CosmosStandInTests
{
    private static readonly PartitionKey Ann = new("ann");

    [Fact]
    public async Task Items_are_created_read_replaced_upserted_and_deleted()
    {
        await using var fixture = await StandInFixture.StartAsync();
        var made = await fixture.Container.CreateItemAsync(new Thing("a", "ann", 1), Ann);
        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        made.RequestCharge.ShouldBeGreaterThan(4.9);
        (await fixture.Container.ReadItemAsync<Thing>("a", Ann)).Resource.Size.ShouldBe(1);

        var replaced = await fixture.Container.ReplaceItemAsync(new Thing("a", "ann", 2), "a", Ann);
        replaced.ETag.ShouldNotBe(made.ETag);
        (await fixture.Container.UpsertItemAsync(new Thing("a", "ann", 3), Ann)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await fixture.Container.UpsertItemAsync(new Thing("b", "ann", 4), Ann)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await fixture.Container.ReadItemAsync<Thing>("a", Ann)).Resource.Size.ShouldBe(3);

        (await fixture.Container.DeleteItemAsync<Thing>("a", Ann)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var missing = await Should.ThrowAsync<CosmosException>(() => fixture.Container.ReadItemAsync<Thing>("a", Ann));
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        missing.SubStatusCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_batch_happens_as_a_whole()
    {
        await using var fixture = await StandInFixture.StartAsync();
        await fixture.Container.CreateItemAsync(new Thing("head", "ann", 0), Ann);
        var head = await fixture.Container.ReadItemAsync<Thing>("head", Ann);
        using var done = await fixture.Container.CreateTransactionalBatch(Ann)
            .ReplaceItem("head", new Thing("head", "ann", 1), new() { IfMatchEtag = head.ETag })
            .CreateItem(new Thing("1", "ann"))
            .ExecuteAsync();
        done.StatusCode.ShouldBe(HttpStatusCode.OK);
        done.Count.ShouldBe(2);
        done[0].ETag.ShouldNotBe(head.ETag);
        done.RequestCharge.ShouldBeGreaterThan(9.8);

        using var stale = await fixture.Container.CreateTransactionalBatch(Ann)
            .CreateItem(new Thing("2", "ann"))
            .ReplaceItem("head", new Thing("head", "ann", 2), new() { IfMatchEtag = head.ETag })
            .DeleteItem("1")
            .ExecuteAsync();
        stale.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        stale.Select(one => (int)one.StatusCode).ShouldBe([424, 412, 424]);
        (await fixture.QueryAsync<string>("SELECT VALUE c.id FROM c", new() { PartitionKey = Ann })).ShouldBe(["head", "1"]);
    }

    [Fact]
    public async Task Queries_cross_partitions_in_order()
    {
        await using var fixture = await StandInFixture.StartAsync();
        for (var i = 0; i < 40; i++) await fixture.Container.CreateItemAsync(new Thing($"i{i}", $"owner{i % 10}", i * 7 % 40), new PartitionKey($"owner{i % 10}"));
        (await fixture.QueryAsync<int>("SELECT VALUE c.size FROM c ORDER BY c.size DESC", new() { MaxItemCount = 3 })).ShouldBe(Enumerable.Range(0, 40).Reverse());
        (await fixture.QueryAsync<int>("SELECT VALUE COUNT(1) FROM c WHERE c.size < 10")).ShouldBe([10]);
        var many = await fixture.Container.ReadManyItemsAsync<Thing>([.. Enumerable.Range(0, 25).Select(i => ($"i{i}", new PartitionKey($"owner{i % 10}")))]);
        many.Count.ShouldBe(25);
    }
}
