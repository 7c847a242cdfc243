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
        (await fixture.Container.ReadItemAsync<Thing>("a", Ann)).Resource.Size.ShouldBe(1);

        (await fixture.Container.ReplaceItemAsync(new Thing("a", "ann", 2), "a", Ann)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await fixture.Container.UpsertItemAsync(new Thing("a", "ann", 3), Ann)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await fixture.Container.UpsertItemAsync(new Thing("b", "ann", 4), Ann)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await fixture.Container.ReadItemAsync<Thing>("a", Ann)).Resource.Size.ShouldBe(3);

        (await fixture.Container.DeleteItemAsync<Thing>("a", Ann)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await ShouldBeRefused(fixture.Container.ReadItemAsync<Thing>("a", Ann), HttpStatusCode.NotFound);
        await ShouldBeRefused(fixture.Container.ReplaceItemAsync(new Thing("a", "ann"), "a", Ann), HttpStatusCode.NotFound);
        await ShouldBeRefused(fixture.Container.DeleteItemAsync<Thing>("a", Ann), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_missing_container_is_told_from_a_missing_item()
    {
        await using var fixture = await StandInFixture.StartAsync();
        var missing = await Should.ThrowAsync<CosmosException>(() => fixture.Client.GetContainer("test", "nothing").ReadItemAsync<Thing>("a", Ann));
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        missing.SubStatusCode.ShouldBe(1003);
    }

    [Fact]
    public async Task An_item_is_made_once_in_its_partition()
    {
        await using var fixture = await StandInFixture.StartAsync();
        await fixture.Container.CreateItemAsync(new Thing("a", "ann"), Ann);
        await ShouldBeRefused(fixture.Container.CreateItemAsync(new Thing("a", "ann"), Ann), HttpStatusCode.Conflict);
        (await fixture.Container.CreateItemAsync(new Thing("a", "bob"), new PartitionKey("bob"))).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Every_write_changes_the_etag_and_a_stale_one_is_refused()
    {
        await using var fixture = await StandInFixture.StartAsync();
        var etags = new List<string> { (await fixture.Container.CreateItemAsync(new Thing("a", "ann"), Ann)).ETag };
        for (var i = 0; i < 5; i++)
        {
            var replaced = await fixture.Container.ReplaceItemAsync(new Thing("a", "ann", i), "a", Ann, new() { IfMatchEtag = etags[^1] });
            replaced.Resource.ETag.ShouldBe(replaced.ETag);
            etags.Add(replaced.ETag);
        }
        etags.Distinct().Count().ShouldBe(etags.Count);
        ItemRequestOptions stale = new() { IfMatchEtag = etags[0] };
        await ShouldBeRefused(fixture.Container.ReplaceItemAsync(new Thing("a", "ann"), "a", Ann, stale), HttpStatusCode.PreconditionFailed);
        await ShouldBeRefused(fixture.Container.UpsertItemAsync(new Thing("a", "ann"), Ann, stale), HttpStatusCode.PreconditionFailed);
        await ShouldBeRefused(fixture.Container.DeleteItemAsync<Thing>("a", Ann, stale), HttpStatusCode.PreconditionFailed);
        await ShouldBeRefused(fixture.Container.ReadItemAsync<Thing>("a", Ann, new() { IfNoneMatchEtag = etags[^1] }), HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a?b")]
    [InlineData("a#b")]
    [InlineData("a ")]
    [InlineData("")]
    public async Task An_id_that_the_service_does_not_take_is_refused(string id)
    {
        await using var fixture = await StandInFixture.StartAsync();
        await ShouldBeRefused(fixture.Container.CreateItemAsync(new Thing(id, "ann"), Ann), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Partition_keys_and_ids_may_have_colons_spaces_and_slashes_where_the_service_takes_them()
    {
        await using var fixture = await StandInFixture.StartAsync();
        var key = new PartitionKey("incident/Wake County/é☃");
        await fixture.Container.CreateItemAsync(new Thing("feed:1 2%+é", "incident/Wake County/é☃", 7), key);
        (await fixture.Container.ReadItemAsync<Thing>("feed:1 2%+é", key)).Resource.Size.ShouldBe(7);
    }

    [Fact]
    public async Task An_item_over_two_megabytes_is_refused()
    {
        await using var fixture = await StandInFixture.StartAsync();
        var large = new string('x', 2 * 1024 * 1024);
        await ShouldBeRefused(fixture.Container.CreateItemAsync(new Thing("a", "ann", Name: large), Ann), HttpStatusCode.RequestEntityTooLarge);
        await fixture.Container.CreateItemAsync(new Thing("a", "ann", Name: large[..^1000]), Ann);
    }

    [Fact]
    public async Task A_partition_key_that_is_not_the_items_is_refused()
    {
        await using var fixture = await StandInFixture.StartAsync();
        var refused = await Should.ThrowAsync<CosmosException>(() => fixture.Container.CreateItemAsync(new Thing("a", "ann"), new PartitionKey("bob")));
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        refused.SubStatusCode.ShouldBe(1001);
    }

    [Fact]
    public async Task An_item_is_gone_when_its_time_is_over()
    {
        await using var fixture = await StandInFixture.StartAsync(properties => properties.DefaultTimeToLive = 60);
        await fixture.Container.CreateItemAsync(new Thing("default", "ann"), Ann);
        await fixture.Container.CreateItemAsync(new Thing("short", "ann", Ttl: 10), Ann);
        await fixture.Container.CreateItemAsync(new Thing("forever", "ann", Ttl: -1), Ann);
        fixture.Clock.Advance(TimeSpan.FromSeconds(9));
        await fixture.Container.ReadItemAsync<Thing>("short", Ann);
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        await ShouldBeRefused(fixture.Container.ReadItemAsync<Thing>("short", Ann), HttpStatusCode.NotFound);
        // A write starts an item's time anew.
        await fixture.Container.UpsertItemAsync(new Thing("renewed", "ann"), Ann);
        fixture.Clock.Advance(TimeSpan.FromSeconds(50));
        (await fixture.QueryAsync<string>("SELECT VALUE c.id FROM c")).ShouldBe(["forever", "renewed"], ignoreOrder: true);
    }

    [Fact]
    public async Task Without_a_default_ttl_items_stay()
    {
        await using var fixture = await StandInFixture.StartAsync();
        await fixture.Container.CreateItemAsync(new Thing("short", "ann", Ttl: 1), Ann);
        fixture.Clock.Advance(TimeSpan.FromDays(1));
        await fixture.Container.ReadItemAsync<Thing>("short", Ann);
    }

    [Fact]
    public async Task A_container_is_read_back_as_it_was_made()
    {
        await using var fixture = await StandInFixture.StartAsync(properties =>
        {
            properties.DefaultTimeToLive = -1;
            properties.IndexingPolicy.ExcludedPaths.Add(new ExcludedPath { Path = "/*" });
            properties.IndexingPolicy.IncludedPaths.Add(new IncludedPath { Path = "/size/?" });
            properties.IndexingPolicy.CompositeIndexes.Add([new() { Path = "/size", Order = CompositePathSortOrder.Descending }, new() { Path = "/name" }]);
        });
        var read = (await fixture.Container.ReadContainerAsync()).Resource;
        read.PartitionKeyPath.ShouldBe("/owner");
        read.PartitionKeyDefinitionVersion.ShouldBe(PartitionKeyDefinitionVersion.V2);
        read.DefaultTimeToLive.ShouldBe(-1);
        read.IndexingPolicy.IncludedPaths.Single().Path.ShouldBe("/size/?");
        read.IndexingPolicy.CompositeIndexes.Single().Select(path => (path.Path, path.Order))
            .ShouldBe([("/size", CompositePathSortOrder.Descending), ("/name", CompositePathSortOrder.Ascending)]);
        var again = await fixture.Client.GetDatabase("test").CreateContainerIfNotExistsAsync("things", "/owner");
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await fixture.Client.CreateDatabaseIfNotExistsAsync("test")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_changed_indexing_policy_holds_for_the_items_there_are()
    {
        await using var fixture = await StandInFixture.StartAsync(NothingIndexed);
        for (var i = 0; i < 9; i++) await fixture.Container.CreateItemAsync(new Thing($"{i}", $"owner{i}", i % 3), new PartitionKey($"owner{i}"));
        const string query = "SELECT VALUE c.id FROM c WHERE c.size = 1 AND c.size IN (1, 2) ORDER BY c.size";
        await Should.ThrowAsync<CosmosException>(() => fixture.QueryAsync<string>(query));
        var properties = (await fixture.Container.ReadContainerAsync()).Resource;
        properties.IndexingPolicy.IncludedPaths.Add(new IncludedPath { Path = "/size/?" });
        await fixture.Container.ReplaceContainerAsync(properties);
        await fixture.Container.UpsertItemAsync(new Thing("1", "owner1", 0), new PartitionKey("owner1"));
        await fixture.Container.DeleteItemAsync<Thing>("4", new PartitionKey("owner4"));
        SplitOne(fixture, new Random(1));
        (await fixture.QueryAsync<string>(query)).ShouldBe(["7"]);
    }

    private static async Task ShouldBeRefused(Task request, HttpStatusCode status)
    {
        var refused = await Should.ThrowAsync<CosmosException>(() => request);
        refused.StatusCode.ShouldBe(status);
        refused.SubStatusCode.ShouldBe(0);
    }
}
