using System.Collections.Concurrent;
using System.Net;
using Microsoft.Azure.Cosmos;

namespace Dragonfly.Functions.Tests.Storage;

public sealed partial class CosmosStandInTests
{
    [Fact]
    public async Task The_change_feed_gives_each_item_at_its_last_change_in_order_and_goes_on_over_splits()
    {
        await using var fixture = await StandInFixture.StartAsync();
        var random = new Random(3);
        for (var i = 0; i < 50; i++) await fixture.Container.CreateItemAsync(new Thing($"{i}", $"owner{i % 10}", 0), new PartitionKey($"owner{i % 10}"));
        await fixture.Container.UpsertItemAsync(new Thing("0", "owner0", 1), new PartitionKey("owner0"));
        await fixture.Container.DeleteItemAsync<Thing>("1", new PartitionKey("owner1"));

        var (all, continuation) = await Drain(fixture, ChangeFeedStartFrom.Beginning(), () => SplitOne(fixture, random));
        all.Count.ShouldBe(49);
        all.Select(thing => thing.Id).Distinct().Count().ShouldBe(49);
        var own = all.Where(thing => thing.Owner == "owner0").Select(thing => thing.Id).ToList();
        own.ShouldBe(["10", "20", "30", "40", "0"]);

        await fixture.Container.UpsertItemAsync(new Thing("7", "owner7", 2), new PartitionKey("owner7"));
        SplitOne(fixture, random);
        await fixture.Container.UpsertItemAsync(new Thing("8", "owner8", 2), new PartitionKey("owner8"));
        var (later, _) = await Drain(fixture, ChangeFeedStartFrom.ContinuationToken(continuation), () => { });
        later.Select(thing => thing.Id).Order().ShouldBe(["7", "8"]);
    }

    [Fact]
    public async Task The_change_feed_can_start_now_or_at_a_time_or_for_one_key()
    {
        await using var fixture = await StandInFixture.StartAsync();
        await fixture.Container.CreateItemAsync(new Thing("early", "ann"), Ann);
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        var then = fixture.Clock.GetUtcNow().UtcDateTime;
        await fixture.Container.CreateItemAsync(new Thing("late", "bob"), new PartitionKey("bob"));
        (await Drain(fixture, ChangeFeedStartFrom.Time(then), () => { })).Changes.Select(thing => thing.Id).ShouldBe(["late"]);
        (await Drain(fixture, ChangeFeedStartFrom.Beginning(FeedRange.FromPartitionKey(Ann)), () => { })).Changes.Select(thing => thing.Id).ShouldBe(["early"]);
        var (none, now) = await Drain(fixture, ChangeFeedStartFrom.Now(), () => { });
        none.ShouldBeEmpty();
        await fixture.Container.CreateItemAsync(new Thing("later", "ann"), Ann);
        (await Drain(fixture, ChangeFeedStartFrom.ContinuationToken(now), () => { })).Changes.Select(thing => thing.Id).ShouldBe(["later"]);
    }

    [Fact]
    public async Task What_a_batch_wrote_is_in_one_page()
    {
        await using var fixture = await StandInFixture.StartAsync();
        for (var round = 0; round < 3; round++)
        {
            var batch = fixture.Container.CreateTransactionalBatch(Ann);
            for (var i = 0; i < 5; i++) batch.CreateItem(new Thing($"{round}-{i}", "ann"));
            (await batch.ExecuteAsync()).IsSuccessStatusCode.ShouldBeTrue();
        }
        using var iterator = fixture.Container.GetChangeFeedIterator<Thing>(
            ChangeFeedStartFrom.Beginning(FeedRange.FromPartitionKey(Ann)), ChangeFeedMode.LatestVersion, new() { PageSizeHint = 2 });
        var pages = new List<int>();
        while (await iterator.ReadNextAsync() is { StatusCode: not HttpStatusCode.NotModified } page) pages.Add(page.Count);
        pages.ShouldBe([5, 5, 5]);
    }

    [Fact]
    public async Task The_SDKs_change_feed_processor_sees_every_change_over_a_split()
    {
        await using var fixture = await StandInFixture.StartAsync();
        Container leases = await fixture.Client.GetDatabase("test").CreateContainerAsync("leases", "/id");
        var seen = new ConcurrentDictionary<string, int>();
        var errors = new ConcurrentQueue<Exception>();
        var processor = fixture.Container
            .GetChangeFeedProcessorBuilder<Thing>("test", (_, changes, _) =>
            {
                foreach (var thing in changes) seen.AddOrUpdate(thing.Id, 1, (_, count) => count + 1);
                return Task.CompletedTask;
            })
            .WithInstanceName("one").WithLeaseContainer(leases).WithPollInterval(TimeSpan.FromMilliseconds(20))
            .WithStartTime(DateTime.MinValue.ToUniversalTime())
            .WithErrorNotification((_, error) =>
            {
                errors.Enqueue(error);
                return Task.CompletedTask;
            })
            .Build();
        for (var i = 0; i < 20; i++) await fixture.Container.CreateItemAsync(new Thing($"a{i}", $"owner{i}"), new PartitionKey($"owner{i}"));
        await processor.StartAsync();
        await Until(() => seen.Count == 20);
        foreach (var partition in fixture.StandIn.PhysicalPartitions("test", "things")) fixture.StandIn.SplitPartition("test", "things", partition);
        for (var i = 0; i < 20; i++) await fixture.Container.CreateItemAsync(new Thing($"b{i}", $"owner{i}"), new PartitionKey($"owner{i}"));
        await Until(() => seen.Count == 40);
        await processor.StopAsync();
        errors.Where(error => error is not CosmosException { StatusCode: HttpStatusCode.Gone }).ShouldBeEmpty();
    }

    private static async Task<(List<Thing> Changes, string Continuation)> Drain(StandInFixture fixture, ChangeFeedStartFrom from, Action betweenPages)
    {
        using var iterator = fixture.Container.GetChangeFeedIterator<Thing>(from, ChangeFeedMode.LatestVersion, new() { PageSizeHint = 4 });
        var changes = new List<Thing>();
        // The SDK goes round the partitions until it is back where it began; one that was split on the way comes in the next round.
        for (var idle = 0; ;)
        {
            var page = await iterator.ReadNextAsync();
            idle = page.StatusCode == HttpStatusCode.NotModified ? idle + 1 : 0;
            if (idle == 2) return (changes, page.ContinuationToken);
            if (idle > 0) continue;
            changes.AddRange(page);
            betweenPages();
        }
    }

    // The processor runs on its own time: waits for what it must come to, and fails if it does not.
    private static async Task Until(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!condition()) (await timer.WaitForNextTickAsync(patience.Token)).ShouldBeTrue();
    }
}
