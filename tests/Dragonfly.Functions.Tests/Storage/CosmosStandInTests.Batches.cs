using System.Net;
using Microsoft.Azure.Cosmos;

namespace Dragonfly.Functions.Tests.Storage;

public sealed partial class CosmosStandInTests
{
    [Fact]
    public async Task A_batch_happens_as_a_whole()
    {
        await using var fixture = await StandInFixture.StartAsync();
        var head = await fixture.Container.CreateItemAsync(new Thing("head", "ann", 0), Ann);
        using var done = await fixture.Container.CreateTransactionalBatch(Ann)
            .ReplaceItem("head", new Thing("head", "ann", 1), new() { IfMatchEtag = head.ETag })
            .CreateItem(new Thing("1", "ann", 5))
            .UpsertItem(new Thing("2", "ann"))
            .ReadItem("1")
            .DeleteItem("2")
            .ExecuteAsync();
        done.StatusCode.ShouldBe(HttpStatusCode.OK);
        done.Select(one => (int)one.StatusCode).ShouldBe([200, 201, 201, 200, 204]);
        done[0].ETag.ShouldNotBe(head.ETag);
        done.GetOperationResultAtIndex<Thing>(3).Resource.Size.ShouldBe(5);
        done.RequestCharge.ShouldBeGreaterThan(3 * 4.95);
        (await fixture.QueryAsync<string>("SELECT VALUE c.id FROM c", new() { PartitionKey = Ann })).ShouldBe(["head", "1"]);
    }

    [Fact]
    public async Task When_one_operation_of_a_batch_fails_nothing_happens()
    {
        await using var fixture = await StandInFixture.StartAsync();
        var head = await fixture.Container.CreateItemAsync(new Thing("head", "ann", 0), Ann);
        await fixture.Container.ReplaceItemAsync(new Thing("head", "ann", 1), "head", Ann);
        using var stale = await fixture.Container.CreateTransactionalBatch(Ann)
            .CreateItem(new Thing("1", "ann"))
            .ReplaceItem("head", new Thing("head", "ann", 2), new() { IfMatchEtag = head.ETag })
            .DeleteItem("head")
            .ExecuteAsync();
        stale.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        stale.Select(one => (int)one.StatusCode).ShouldBe([424, 412, 424]);
        using var taken = await fixture.Container.CreateTransactionalBatch(Ann).CreateItem(new Thing("2", "ann")).CreateItem(new Thing("head", "ann")).ExecuteAsync();
        taken.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        using var foreign = await fixture.Container.CreateTransactionalBatch(Ann).CreateItem(new Thing("3", "ann")).CreateItem(new Thing("4", "bob")).ExecuteAsync();
        foreign.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await fixture.QueryAsync<int>("SELECT VALUE c.size FROM c")).ShouldBe([1]);
    }

    [Fact]
    public async Task A_batch_has_at_most_a_hundred_operations_and_two_megabytes()
    {
        await using var fixture = await StandInFixture.StartAsync();
        (await Batch(fixture, 100, new('x', 10))).ShouldBe(HttpStatusCode.OK);
        ((int)await Batch(fixture, 101, new('x', 10))).ShouldBeGreaterThanOrEqualTo(400);
        ((int)await Batch(fixture, 3, new('x', 1024 * 1024))).ShouldBe(413);
        (await fixture.QueryAsync<int>("SELECT VALUE COUNT(1) FROM c")).ShouldBe([100]);

        static async Task<HttpStatusCode> Batch(StandInFixture fixture, int operations, string name)
        {
            var batch = fixture.Container.CreateTransactionalBatch(Ann);
            for (var i = 0; i < operations; i++) batch.UpsertItem(new Thing($"{i}", "ann", Name: name));
            using var response = await batch.ExecuteAsync();
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task Of_two_batches_under_the_same_head_one_happens()
    {
        await using var fixture = await StandInFixture.StartAsync();
        var head = await fixture.Container.CreateItemAsync(new Thing("head", "ann", 0), Ann);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            using var response = await fixture.Container.CreateTransactionalBatch(Ann)
                .ReplaceItem("head", new Thing("head", "ann", i), new() { IfMatchEtag = head.ETag })
                .CreateItem(new Thing($"entry{i}", "ann"))
                .ExecuteAsync();
            return response.StatusCode;
        }));
        outcomes.Count(status => status == HttpStatusCode.OK).ShouldBe(1);
        outcomes.Count(status => status == HttpStatusCode.PreconditionFailed).ShouldBe(7);
        (await fixture.QueryAsync<int>("SELECT VALUE COUNT(1) FROM c")).ShouldBe([2]);
    }
}
