using System.Text.Json;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Json;
using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;

namespace Dragonfly.Conformance;

/// <summary>What every registry must do, for those who change it and for those who match with it. Derive from it, one class for each adapter.</summary>
public abstract partial class RegistryConformance : IAsyncLifetime
{
    /// <summary>The registry as unlocking reads it.</summary>
    protected IRegistry Registry { get; private set; } = null!;

    /// <summary>The partners of the same.</summary>
    protected IPartnerStore Partners { get; private set; } = null!;

    /// <summary>Their timelines.</summary>
    protected ITimelines Timelines { get; private set; } = null!;

    /// <inheritdoc/>
    public Task InitializeAsync() => ReopenAsync();

    /// <inheritdoc/>
    public Task DisposeAsync() => CloseAsync();

    /// <summary>Opens a registry that holds nothing, or what it held before.</summary>
    protected abstract Task<(IRegistry Registry, IPartnerStore Partners, ITimelines Timelines)> OpenAsync();

    /// <summary>Closes and removes it.</summary>
    protected abstract Task CloseAsync();

    /// <summary>Opens it.</summary>
    protected async Task ReopenAsync() => (Registry, Partners, Timelines) = await OpenAsync();

    /// <summary>Writes, which must succeed.</summary>
    protected async Task WriteAsync(params PartnerWrite[] writes)
    {
        foreach (var write in writes) (await Partners.TryWriteAsync(write, default)).ShouldBeTrue();
    }

    /// <summary>Writes partners that have these feeds.</summary>
    protected Task SaveAsync(params Feed[] feeds) => WriteAsync([.. TestPartner.WritesFor(feeds)]);

    /// <summary>A feed as matching reads it, as JSON, or null.</summary>
    protected async Task<string?> ComposedAsync(string id) =>
        await Registry.FindAsync([new(id)], default) is [var feed] ? JsonSerializer.Serialize(feed, CoreJson.Default.Feed) : null;

    [Fact]
    public async Task Holds_nothing_at_first()
    {
        (await Registry.CountAsync(default)).ShouldBe(new(0, 0));
        (await Registry.NearAsync(TestCad.Downtown, 5_000, default)).ShouldBeEmpty();
        (await Registry.FindAsync([new("1")], default)).ShouldBeEmpty();
        (await Partners.ReadAsync(new("p"), default)).ShouldBeNull();
        (await Partners.ListAsync(new(10), default)).ShouldBeEmpty();
        (await Partners.ReadFeedsAsync(new("p"), null, null, 10, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Finds_those_that_exist()
    {
        await SaveAsync(TestFeeds.At(TestCad.Downtown, "1"), TestFeeds.At(TestCad.Downtown, "2"), TestFeeds.At(TestCad.Downtown, "3"));
        (await Registry.FindAsync([new("3"), new("unknown"), new("1")], default)).Select(feed => feed.Id.Value).ShouldBe(["1", "3"], ignoreOrder: true);
        (await Registry.FindAsync([new("3"), new("3")], default)).Count.ShouldBe(1);
        (await Registry.FindAsync([], default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Counts_each_partner_once()
    {
        await SaveAsync([.. TestFeeds.Around(TestCad.Downtown, 500, 40, seed: 1)]);
        (await Registry.CountAsync(default)).ShouldBe(new(10, 40));
    }

    [Fact]
    public async Task Near_ends_at_the_radius()
    {
        await SaveAsync(TestFeeds.At(TestCad.Downtown.Toward(45, 299.9), "in"), TestFeeds.At(TestCad.Downtown.Toward(45, 300.1), "out"));
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
        await SaveAsync(feeds);
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

    private async Task<List<string>> NearAsync(GeoPoint place, double radius) =>
        [.. (await Registry.NearAsync(place, radius, default)).Select(feed => feed.Id.Value).Order(StringComparer.Ordinal)];
}
