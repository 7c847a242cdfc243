using Dragonfly.Core.Incidents;
using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;

namespace Dragonfly.Local.Tests.Unlocks.Video;

/// <summary>A registry of a few feeds, of which only look-ups by id are asked.</summary>
internal sealed class FeedList(params Feed[] feeds) : IRegistry
{
    public bool IsDown { get; set; }

    public ValueTask<IReadOnlyList<Feed>> FindAsync(IReadOnlyCollection<FeedId> ids, CancellationToken cancellation) =>
        IsDown ? throw new StoreUnavailableException("registry", new IOException("down")) : new([.. feeds.Where(feed => ids.Contains(feed.Id))]);

    public ValueTask<IReadOnlyList<Feed>> NearAsync(GeoPoint place, double radiusMeters, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<RegistryCount> CountAsync(CancellationToken cancellation) => throw new NotSupportedException();
}
