using Dragonfly.Conformance;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Registry;
using Dragonfly.Functions.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dragonfly.Functions.Tests.Registry;

public sealed class CosmosRegistryTests : RegistryConformance
{
    private TestCosmos? cosmos;

    [Fact]
    public async Task A_write_with_a_feed_that_cannot_be_stored_stores_nothing()
    {
        var (partner, write) = TestPartner.Signed("p", null, [TestPartner.Site("s"), .. TestPartner.Shared("s", "a")]);
        await WriteAsync(write);
        var composed = await ComposedAsync("a");
        var broken = partner.Do(TestCad.Noon, new Withdraw(Scope.Everything, null), new ChooseNotices(true)) with { Feeds = [partner.Feeds[new("a")] with { Facts = null! }] };
        await Should.ThrowAsync<Exception>(() => Partners.TryWriteAsync(broken, default));
        (await Partners.ReadAsync(partner.Id, default))!.Partner.Sequence.ShouldBe(write.Partner.Sequence);
        (await ComposedAsync("a")).ShouldBe(composed);
    }

    [Fact]
    public async Task Ids_of_feeds_may_be_anything_and_stay_apart()
    {
        string[] ids = ["a/b", "a\\b", "a?b", "a#b", "a~2fb", "a b", "ä", new('\u4e2d', 300)];
        await WriteAsync(TestPartner.Signed("p / q", null, [TestPartner.Site("s"), .. TestPartner.Shared("s", ids)]).Write);
        foreach (var id in ids)
        {
            (await ComposedAsync(id)).ShouldNotBeNull(id);
            (await Partners.FindFeedsAsync(new("p / q"), [new(id)], default)).ShouldHaveSingleItem().Id.Value.ShouldBe(id);
        }

        (await Partners.ReadFeedsAsync(new("p / q"), null, null, 100, default)).Select(feed => feed.Id.Value).ShouldBe(ids.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_partition_that_splits_meanwhile_changes_nothing()
    {
        var (partner, write) = TestPartner.Signed("p", null, [TestPartner.Site("s"), .. TestPartner.Shared("s", "a", "b")]);
        await WriteAsync(write);
        foreach (var partition in cosmos!.StandIn.PhysicalPartitions("dragonfly", "log")) cosmos.StandIn.SplitPartition("dragonfly", "log", partition);
        (await Registry.NearAsync(TestCad.Downtown, 100, default)).Count.ShouldBe(2);
        (await Registry.CountAsync(default)).ShouldBe(new(1, 2));
        await WriteAsync(partner.Do(TestCad.Noon, new SuspendPartner("why")));
        (await Registry.FindAsync([new("a"), new("b")], default)).ShouldAllBe(feed => !feed.Consent.Active);
    }

    [Fact]
    public async Task What_is_turned_away_for_its_number_is_asked_again()
    {
        using var throttled = cosmos!.StandIn.Faults.Throttle(4, TimeSpan.FromMilliseconds(1));
        await WriteAsync(TestPartner.Signed("p", null, [TestPartner.Site("s"), .. TestPartner.Shared("s", "a")]).Write);
        (await Registry.NearAsync(TestCad.Downtown, 100, default)).ShouldHaveSingleItem();
        throttled.Struck.ShouldBe(4);
    }

    protected override async Task<(IRegistry Registry, IPartnerStore Partners, ITimelines Timelines)> OpenAsync()
    {
        cosmos ??= await TestCosmos.OpenAsync();
        return (new CosmosRegistry(cosmos.Database), new CosmosPartners(cosmos.Database, NullLogger<CosmosPartners>.Instance), new CosmosTimelines(cosmos.Database));
    }

    protected override Task CloseAsync() => cosmos!.DisposeAsync().AsTask();
}
