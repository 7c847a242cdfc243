using Dragonfly.Core.Places;

namespace Dragonfly.Core.Registry;

/// <summary>
/// The partner registry, as unlocking reads it: what <see cref="IPartnerStore"/> holds, put together by <see cref="Registration"/>. Reads are strongly consistent:
/// a consent that was withdrawn is never seen again.
/// </summary>
public interface IRegistry
{
    /// <summary>The feeds within <paramref name="radiusMeters"/> of a place, in no order, whatever their consent.</summary>
    /// <exception cref="Incidents.StoreUnavailableException">The store did not answer.</exception>
    ValueTask<IReadOnlyList<Feed>> NearAsync(GeoPoint place, double radiusMeters, CancellationToken cancellation);

    /// <summary>The feeds with these ids; one that does not exist is left out.</summary>
    /// <exception cref="Incidents.StoreUnavailableException">The store did not answer.</exception>
    ValueTask<IReadOnlyList<Feed>> FindAsync(IReadOnlyCollection<FeedId> feeds, CancellationToken cancellation);

    /// <summary>How many partners and feeds there are.</summary>
    ValueTask<RegistryCount> CountAsync(CancellationToken cancellation);
}

/// <summary>The size of the registry.</summary>
public sealed record RegistryCount(int Partners, int Feeds);
