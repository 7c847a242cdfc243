using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Local.Unlocks.Video;

/// <summary>What is kept of one grant: a lease, or the memory that it was closed.</summary>
/// <param name="Grant">The lease.</param>
/// <param name="Feed">What it is on.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
/// <param name="Attempt">The greatest attempt of its opens; 0 when it was closed before any came.</param>
/// <param name="OpenedAt">Since when it has lived without a break; null when it never did.</param>
/// <param name="ClosedAt">When it was closed; null when it was not.</param>
internal sealed record LeaseRecord(GrantId Grant, FeedId Feed, DateTimeOffset ExpiresAt, int Attempt = 0, DateTimeOffset? OpenedAt = null, DateTimeOffset? ClosedAt = null)
{
    /// <summary>Whether the feed can be viewed under it.</summary>
    public bool IsLive(DateTimeOffset now) => ClosedAt is null && now < ExpiresAt;
}
