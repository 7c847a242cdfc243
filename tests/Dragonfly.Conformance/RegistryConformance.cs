using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;

namespace Dragonfly.Conformance;

/// <summary>What every registry must do. Derive from it, one class for each adapter.</summary>
public abstract class RegistryConformance : IAsyncLifetime
{
    /// <summary>The registry under test.</summary>
    protected IRegistry Registry { get; private set; } = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync() => Registry = await OpenAsync();

    /// <inheritdoc/>
    public Task DisposeAsync() => CloseAsync();

    /// <summary>Opens a registry that holds nothing; once for each test.</summary>
    protected abstract Task<IRegistry> OpenAsync();

    /// <summary>Closes and removes it.</summary>
    protected abstract Task CloseAsync();

    [Fact]
    public async Task Holds_nothing_at_first()
    {
        (await Registry.CountAsync(default)).ShouldBe(new(0, 0));
        (await Registry.NearAsync(TestCad.Downtown, 5_000, default)).ShouldBeEmpty();
        (await Registry.FindAsync([new("1")], default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Reads_back_what_was_saved()
    {
        Feed[] feeds =
        [
            TestFeeds.At(TestCad.Downtown, "plain"),
            TestFeeds.At(TestCad.Downtown, "blind") with { View = null, Name = EveryEvent.AwkwardText },
            TestFeeds.At(new(35.045600000000005, -85.30969999999999), "choosy") with
            {
                View = new(359.99999999999994, 1e-3, 0.1),
                Consent = new(7, false, new(false, ["ROBBERY", "SHOOT"], [new([DayOfWeek.Monday, DayOfWeek.Sunday], new(22, 30), new(6, 0))], TestCad.Noon.AddTicks(1))),
            },
        ];
        await Registry.SaveAsync(feeds, default);
        foreach (var feed in feeds) (await Registry.FindAsync([feed.Id], default)).ShouldHaveSingleItem().ShouldBeEquivalentTo(feed);
    }

    [Fact]
    public async Task Finds_those_that_exist()
    {
        await Registry.SaveAsync([TestFeeds.At(TestCad.Downtown, "1"), TestFeeds.At(TestCad.Downtown, "2"), TestFeeds.At(TestCad.Downtown, "3")], default);
        (await Registry.FindAsync([new("3"), new("unknown"), new("1")], default)).Select(feed => feed.Id.Value).ShouldBe(["1", "3"], ignoreOrder: true);
        (await Registry.FindAsync([new("3"), new("3")], default)).Count.ShouldBe(1);
        (await Registry.FindAsync([], default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_saved_feed_replaces_the_one_with_its_id()
    {
        var feed = TestFeeds.At(TestCad.Downtown, "1");
        var moved = feed with { Place = TestCad.Downtown.Toward(90, 20_000), Consent = feed.Consent with { Version = 2, Active = false } };
        await Registry.SaveAsync([feed, TestFeeds.At(TestCad.Downtown, "2")], default);

        await Registry.SaveAsync([moved], default);

        (await Registry.FindAsync([feed.Id], default)).ShouldHaveSingleItem().Consent.ShouldBe(moved.Consent);
        (await NearAsync(TestCad.Downtown, 100)).ShouldBe(["2"]);
        (await NearAsync(moved.Place, 100)).ShouldBe(["1"]);
        (await Registry.CountAsync(default)).ShouldBe(new(2, 2));
    }

    [Fact]
    public async Task Counts_each_partner_once()
    {
        await Registry.SaveAsync([.. TestFeeds.Around(TestCad.Downtown, 500, 40, seed: 1)], default);
        (await Registry.CountAsync(default)).ShouldBe(new(10, 40));
    }

    [Fact]
    public async Task Near_ends_at_the_radius()
    {
        await Registry.SaveAsync([TestFeeds.At(TestCad.Downtown.Toward(45, 299.9), "in"), TestFeeds.At(TestCad.Downtown.Toward(45, 300.1), "out")], default);
        (await NearAsync(TestCad.Downtown, 300)).ShouldBe(["in"]);
    }

    [Theory]
    [InlineData(35.0456, -85.3097)]
    [InlineData(35, -85)]
    [InlineData(35.00390625, -85.00390625)]
    [InlineData(0, 0)]
    [InlineData(-33.87, 151.21)]
    [InlineData(-16.5, 180)]
    [InlineData(-16.5, -179.9999)]
    [InlineData(51.88, 179.9999)]
    [InlineData(71.3, -156.8)]
    [InlineData(84.99, 12.5)]
    public async Task Near_agrees_with_looking_at_every_feed(double latitude, double longitude)
    {
        var center = new GeoPoint(latitude, longitude);
        Feed[] feeds = [.. TestFeeds.Around(center, 8_000, 3_000, seed: 17)];
        await Registry.SaveAsync(feeds, default);
        var random = new Random(23);
        foreach (var radius in (double[])[1, 50, 150, 300, 434, 600, 1_000, 5_000])
        {
            for (var i = 0; i < 10; i++)
            {
                var place = i == 0 ? center : center.Toward(360 * random.NextDouble(), 6_000 * random.NextDouble());
                var expected = feeds.Where(feed => feed.Place.DistanceTo(place) <= radius).Select(feed => feed.Id.Value);
                (await NearAsync(place, radius)).ShouldBe(expected.Order(StringComparer.Ordinal), ignoreOrder: false, $"{radius} m around {place}");
            }
        }
    }

    [Fact]
    public async Task What_was_saved_is_read_by_everybody()
    {
        Feed[] feeds = [.. TestFeeds.Around(TestCad.Downtown, 500, 16, seed: 2)];
        await Task.WhenAll(feeds.Select(feed => Task.Run(async () =>
        {
            for (var version = 1; version <= 10; version++)
            {
                await Registry.SaveAsync([feed with { Consent = feed.Consent with { Version = version } }], default);
                (await Registry.FindAsync([feed.Id], default)).ShouldHaveSingleItem().Consent.Version.ShouldBe(version);
            }
        })));
        (await NearAsync(TestCad.Downtown, 600)).Count.ShouldBe(16);
    }

    private async Task<List<string>> NearAsync(GeoPoint place, double radius) =>
        [.. (await Registry.NearAsync(place, radius, default)).Select(feed => feed.Id.Value).Order(StringComparer.Ordinal)];
}
