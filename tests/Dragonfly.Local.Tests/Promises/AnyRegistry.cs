using System.Collections.Immutable;
using Dragonfly.Conformance;
using Dragonfly.Core.Access;
using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;

namespace Dragonfly.Local.Tests.Promises;

/// <summary>A registry that a test replaces whole, in the time between two calls.</summary>
internal sealed class AnyRegistry : IRegistry
{
    private static readonly ImmutableSortedDictionary<AgencyId, SharingRule> CityPolice = ImmutableSortedDictionary<AgencyId, SharingRule>.Empty.Add(new("cpd"), SharingRule.Always);

    private volatile Feed[] feeds = [];

    public void Become(Feed[] registry) => feeds = registry;

    public ValueTask<IReadOnlyList<Feed>> NearAsync(GeoPoint place, double radiusMeters, CancellationToken cancellation) =>
        new([.. feeds.Where(feed => feed.Place.DistanceTo(place) <= radiusMeters)]);

    public ValueTask<IReadOnlyList<Feed>> FindAsync(IReadOnlyCollection<FeedId> ids, CancellationToken cancellation) => new([.. feeds.Where(feed => ids.Contains(feed.Id))]);

    public Task SaveAsync(IReadOnlyCollection<Feed> saved, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<RegistryCount> CountAsync(CancellationToken cancellation) => new(new RegistryCount(feeds.Select(feed => feed.Partner).Distinct().Count(), feeds.Length));

    /// <summary>A feed such as a random registry is made of.</summary>
    public static Feed FeedOf(int index, double meters, double bearing, Consent consent, bool looks) =>
        TestFeeds.At(TestCad.Downtown.Toward(bearing, meters), $"feed-{index}") with { Consent = consent, View = looks ? new(bearing, 90, 80) : null };

    /// <summary>What an owner may have said of it.</summary>
    public static Consent ConsentOf(bool active, SharingRule rule, SharingRule? bound, bool letsIn, DateTimeOffset endsAt) => new(1, active, rule, bound is null
        ? null
        : new([bound], letsIn ? CityPolice : CityPolice.Clear(), endsAt));
}
