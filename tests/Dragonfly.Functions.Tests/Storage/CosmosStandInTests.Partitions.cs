using System.Reflection;
using Dragonfly.Emulators.Cosmos.Partitions;
using Dragonfly.Emulators.Cosmos.Query;
using SdkKey = Microsoft.Azure.Cosmos.PartitionKey;

namespace Dragonfly.Functions.Tests.Storage;

public sealed partial class CosmosStandInTests
{
    [Fact]
    public void Keys_are_placed_where_the_SDK_places_them()
    {
        var random = new Random(5);
        foreach (var length in Enumerable.Range(0, 70))
        {
            var text = string.Concat(Enumerable.Range(0, length).Select(_ => "abcXYZ012/-é☃"[random.Next(13)]));
            PartitionKey.Of(new Text(text)).Effective.ShouldBe(OfSdk(new SdkKey(text)), text);
        }
        foreach (var number in new[] { 0, -1, 1.5, 1e300, 123456789 }) PartitionKey.Of(Value.Of(number)).Effective.ShouldBe(OfSdk(new SdkKey(number)));
        PartitionKey.Of(Value.True).Effective.ShouldBe(OfSdk(new SdkKey(true)));
        PartitionKey.Of(Value.False).Effective.ShouldBe(OfSdk(new SdkKey(false)));
        PartitionKey.Of(Value.Null).Effective.ShouldBe(OfSdk(SdkKey.Null));
    }

    [Fact]
    public async Task ReadMany_finds_items_in_all_partitions_and_only_those()
    {
        await using var fixture = await StandInFixture.StartAsync();
        for (var i = 0; i < 40; i++) await fixture.Container.CreateItemAsync(new Thing($"{i}", $"owner{i % 10}", i), new SdkKey($"owner{i % 10}"));
        var wanted = Enumerable.Range(0, 30).Select(i => ($"{i}", new SdkKey($"owner{i % 10}"))).Append(("nothing", new SdkKey("owner1"))).Append(("1", new SdkKey("owner2"))).ToList();
        var found = await fixture.Container.ReadManyItemsAsync<Thing>(wanted);
        found.Select(thing => thing.Size!.Value).Order().ShouldBe(Enumerable.Range(0, 30));
        SplitOne(fixture, new Random(1));
        (await fixture.Container.ReadManyItemsAsync<Thing>(wanted)).Count.ShouldBe(30);
    }

    [Fact]
    public async Task Each_physical_partition_is_asked_for_what_it_has()
    {
        await using var fixture = await StandInFixture.StartAsync();
        for (var i = 0; i < 40; i++) await fixture.Container.CreateItemAsync(new Thing($"{i}", $"owner{i}"), new SdkKey($"owner{i}"));
        var ranges = await fixture.Container.GetFeedRangesAsync();
        ranges.Count.ShouldBe(3);
        var found = new List<string>();
        foreach (var range in ranges)
        {
            using var iterator = fixture.Container.GetItemQueryIterator<string>(range, new("SELECT VALUE c.id FROM c"));
            while (iterator.HasMoreResults) found.AddRange(await iterator.ReadNextAsync());
        }
        found.Select(int.Parse).Order().ShouldBe(Enumerable.Range(0, 40));
    }

    [Theory]
    [InlineData("SELECT VALUE c.owner FROM c")]
    [InlineData("SELECT VALUE c.owner FROM c WHERE c.owner != 'ann' OR true")]
    [InlineData("SELECT VALUE c.owner FROM c ORDER BY c.id DESC")]
    [InlineData("SELECT VALUE c.owner FROM c JOIN t IN c.tags")]
    [InlineData("SELECT DISTINCT VALUE c.owner FROM c")]
    [InlineData("SELECT VALUE MAX(c.owner) FROM c")]
    public async Task With_a_key_given_nothing_of_another_key_shows(string query)
    {
        // One physical partition, so that all keys lie side by side.
        await using var fixture = await StandInFixture.StartAsync(options: new() { PhysicalPartitions = 1 });
        foreach (var owner in new[] { "ann", "bob", "cid" })
        {
            for (var i = 0; i < 3; i++) await fixture.Container.CreateItemAsync(new Thing($"{i}", owner, i, Tags: ["t"]), new SdkKey(owner));
        }
        (await fixture.QueryAsync<string>(query, new() { PartitionKey = new SdkKey("bob") })).Distinct().ShouldBe(["bob"]);
        (await fixture.QueryAsync<string>(query, new() { PartitionKey = new SdkKey("nobody") })).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_query_of_one_key_goes_on_over_a_split()
    {
        await using var fixture = await StandInFixture.StartAsync();
        for (var i = 0; i < 30; i++) await fixture.Container.CreateItemAsync(new Thing($"{i:d2}", "ann", i), Ann);
        foreach (var query in new[] { "SELECT VALUE c.size FROM c", "SELECT VALUE c.size FROM c ORDER BY c.size" })
        {
            var got = new List<int>();
            string? continuation = null;
            do
            {
                using var iterator = fixture.Container.GetItemQueryIterator<int>(query, continuation, new() { PartitionKey = Ann, MaxItemCount = 4 });
                var page = await iterator.ReadNextAsync();
                got.AddRange(page);
                continuation = page.ContinuationToken;
                foreach (var partition in fixture.StandIn.PhysicalPartitions("test", "things").Take(3)) fixture.StandIn.SplitPartition("test", "things", partition);
            }
            while (continuation is not null);
            got.ShouldBe(Enumerable.Range(0, 30));
        }
    }

    // The SDK keeps what it computes to itself; this is the one place where we look.
    private static string OfSdk(SdkKey key)
    {
        const BindingFlags any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        var inner = typeof(SdkKey).GetProperty("InternalKey", any)!.GetValue(key)!;
        var definitionType = inner.GetType().Assembly.GetType("Microsoft.Azure.Documents.PartitionKeyDefinition")!;
        var definition = Activator.CreateInstance(definitionType, nonPublic: true)!;
        ((ICollection<string>)definitionType.GetProperty("Paths", any)!.GetValue(definition)!).Add("/owner");
        var version = definitionType.GetProperty("Version", any)!;
        version.SetValue(definition, Enum.ToObject(Nullable.GetUnderlyingType(version.PropertyType)!, 2));
        var method = inner.GetType().GetMethods(any).Single(one => one.Name == "GetEffectivePartitionKeyString" && one.GetParameters().Length == 2);
        return (string)method.Invoke(inner, [definition, true])!;
    }
}
