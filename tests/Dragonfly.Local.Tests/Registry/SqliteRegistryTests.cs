using Dragonfly.Conformance;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Registry;
using Dragonfly.Local.Audit;
using Dragonfly.Local.Registry;
using Dragonfly.Local.Storage;
using Dragonfly.Local.Tests.Storage;

namespace Dragonfly.Local.Tests.Registry;

public sealed class SqliteRegistryTests : RegistryConformance
{
    private readonly TemporaryFolder folder = new();
    private SqliteDatabase? database;
    private SqliteRegistry? registry;

    [Fact]
    public async Task A_write_with_a_feed_that_cannot_be_stored_stores_nothing()
    {
        var (partner, write) = TestPartner.Signed("p", null, [TestPartner.Site("s"), .. TestPartner.Shared("s", "a")]);
        await WriteAsync(write);
        var composed = await ComposedAsync("a");
        var broken = partner.Do(TestCad.Noon, new Withdraw(Scope.Everything, null), new ChooseNotices(true)) with { Feeds = [partner.Feeds[new("a")] with { Site = new(null!) }] };
        await Should.ThrowAsync<Exception>(() => Partners.TryWriteAsync(broken, default));
        (await Partners.ReadAsync(partner.Id, default))!.Partner.Sequence.ShouldBe(write.Partner.Sequence);
        (await ComposedAsync("a")).ShouldBe(composed);
        await ReopenAsync();
        (await ComposedAsync("a")).ShouldBe(composed);
    }

    protected override async Task<(IRegistry Registry, IPartnerStore Partners, ITimelines Timelines)> OpenAsync()
    {
        if (database is not null) await database.DisposeAsync();
        registry?.Dispose();
        database = SqliteDatabase.Open(folder.Path);
        registry = await SqliteRegistry.OpenAsync(database);
        return (registry, registry, new SqliteTimelines(database));
    }

    protected override async Task CloseAsync()
    {
        registry!.Dispose();
        await database!.DisposeAsync();
        folder.Dispose();
    }
}
