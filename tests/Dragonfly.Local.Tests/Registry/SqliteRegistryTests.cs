using Dragonfly.Conformance;
using Dragonfly.Core.Registry;
using Dragonfly.Local.Registry;
using Dragonfly.Local.Storage;
using Dragonfly.Local.Tests.Storage;

namespace Dragonfly.Local.Tests.Registry;

public sealed class SqliteRegistryTests : RegistryConformance
{
    private readonly TemporaryFolder folder = new();
    private SqliteDatabase database = null!;
    private SqliteRegistry registry = null!;

    [Fact]
    public async Task Feeds_are_there_after_a_restart()
    {
        Feed[] feeds = [.. TestFeeds.Around(TestCad.Downtown, 500, 100, seed: 4)];
        await registry.SaveAsync(feeds, default);
        await database.DisposeAsync();

        await OpenAsync();

        (await registry.CountAsync(default)).Feeds.ShouldBe(100);
        (await registry.FindAsync([feeds[42].Id], default)).ShouldHaveSingleItem().ShouldBeEquivalentTo(feeds[42]);
    }

    [Fact]
    public async Task A_batch_with_a_feed_that_cannot_be_saved_saves_none()
    {
        var feed = TestFeeds.At(TestCad.Downtown, "1");
        await registry.SaveAsync([feed], default);
        await Should.ThrowAsync<Exception>(() => registry.SaveAsync([feed with { Name = "renamed" }, feed with { Id = new("2"), Name = null! }], default));
        (await registry.FindAsync([feed.Id, new("2")], default)).ShouldHaveSingleItem().Name.ShouldBe(feed.Name);

        await database.DisposeAsync();
        await OpenAsync();

        (await registry.FindAsync([feed.Id, new("2")], default)).ShouldHaveSingleItem().Name.ShouldBe(feed.Name);
    }

    [Fact]
    public async Task Memory_holds_what_the_disk_does_after_rivals_saved_the_same_feed()
    {
        var feed = TestFeeds.At(TestCad.Downtown, "1");
        await Task.WhenAll(Enumerable.Range(1, 50).Select(version => Task.Run(() => registry.SaveAsync([feed with { Consent = feed.Consent with { Version = version } }], default))));
        var remembered = (await registry.FindAsync([feed.Id], default))[0].Consent.Version;
        await database.DisposeAsync();

        await OpenAsync();

        (await registry.FindAsync([feed.Id], default))[0].Consent.Version.ShouldBe(remembered);
    }

    protected override async Task<IRegistry> OpenAsync()
    {
        database = SqliteDatabase.Open(folder.Path);
        return registry = await SqliteRegistry.OpenAsync(database);
    }

    protected override async Task CloseAsync()
    {
        registry.Dispose();
        await database.DisposeAsync();
        folder.Dispose();
    }
}
