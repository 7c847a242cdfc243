using System.Net;
using Microsoft.Azure.Cosmos;

namespace Dragonfly.Functions.Tests.Storage;

public sealed partial class CosmosStandInTests
{
    [Theory]
    [InlineData("c.size, c.name", true)]
    [InlineData("c.size DESC, c.name DESC", true)]
    [InlineData("c.size DESC, c.name", false)]
    [InlineData("c.name, c.size", false)]
    [InlineData("c.size, c.name, c.id", false)]
    [InlineData("c.size", true)]
    [InlineData("c.name", false)]
    public async Task Sorting_needs_an_index_that_serves_it(string orderBy, bool served)
    {
        await using var fixture = await StandInFixture.StartAsync(BySizeThenName);
        await fixture.Container.CreateItemAsync(new Thing("1", "ann", 1, "x"), Ann);
        foreach (var options in new QueryRequestOptions[] { new(), new() { PartitionKey = Ann } })
        {
            var query = fixture.QueryAsync<string>($"SELECT VALUE c.id FROM c ORDER BY {orderBy}", options);
            if (served) (await query).ShouldBe(["1"]);
            else (await Should.ThrowAsync<CosmosException>(() => query)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Pages_of_a_sorted_query_join_without_gap_or_overlap_though_partitions_split_between_them(int seed)
    {
        await using var fixture = await StandInFixture.StartAsync(BySizeThenName);
        var random = new Random(seed);
        var things = Enumerable.Range(0, 60).Select(i => new Thing($"{i:d2}", $"owner{random.Next(8)}", random.Next(5), $"n{random.Next(3)}")).ToList();
        foreach (var thing in things) await fixture.Container.CreateItemAsync(thing, new PartitionKey(thing.Owner));
        var descending = seed % 2 == 0;
        var query = descending ? "SELECT * FROM c ORDER BY c.size DESC, c.name DESC" : "SELECT * FROM c ORDER BY c.size, c.name";

        var got = new List<Thing>();
        string? continuation = null;
        do
        {
            using var iterator = fixture.Container.GetItemQueryIterator<Thing>(query, continuation, new() { MaxItemCount = 1 + random.Next(9) });
            var page = await iterator.ReadNextAsync();
            got.AddRange(page);
            continuation = page.ContinuationToken;
            if (random.Next(3) == 0) SplitOne(fixture, random);
        }
        while (continuation is not null);

        got.Select(thing => thing.Id).Order().ShouldBe(things.Select(thing => thing.Id));
        var sorted = things.OrderBy(thing => thing.Size).ThenBy(thing => thing.Name, StringComparer.Ordinal).Select(thing => (thing.Size, thing.Name));
        got.Select(thing => (thing.Size, thing.Name)).ShouldBe(descending ? sorted.Reverse() : sorted);
    }

    [Fact]
    public async Task A_query_goes_on_over_a_split_while_it_is_read()
    {
        await using var fixture = await StandInFixture.StartAsync();
        for (var i = 0; i < 60; i++) await fixture.Container.CreateItemAsync(new Thing($"{i}", $"owner{i % 7}", i), new PartitionKey($"owner{i % 7}"));
        var random = new Random(1);
        foreach (var query in new[] { "SELECT VALUE c.size FROM c", "SELECT VALUE c.size FROM c ORDER BY c.size" })
        {
            var got = new List<int>();
            using var iterator = fixture.Container.GetItemQueryIterator<int>(query, requestOptions: new() { MaxItemCount = 7 });
            while (iterator.HasMoreResults)
            {
                got.AddRange(await iterator.ReadNextAsync());
                if (random.Next(2) == 0) SplitOne(fixture, random);
            }
            got.Order().ShouldBe(Enumerable.Range(0, 60));
        }
    }

    private static void SplitOne(StandInFixture fixture, Random random)
    {
        var partitions = fixture.StandIn.PhysicalPartitions("test", "things");
        fixture.StandIn.SplitPartition("test", "things", partitions[random.Next(partitions.Count)]);
    }

    private static void BySizeThenName(ContainerProperties properties)
    {
        properties.IndexingPolicy.ExcludedPaths.Add(new ExcludedPath { Path = "/*" });
        properties.IndexingPolicy.IncludedPaths.Add(new IncludedPath { Path = "/size/?" });
        properties.IndexingPolicy.CompositeIndexes.Add([new() { Path = "/size" }, new() { Path = "/name" }]);
    }
}
