using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Clips;

/// <summary>A recording that is to be kept as a clip.</summary>
/// <param name="Id">The clip's id.</param>
/// <param name="Grant">The grant it is of.</param>
/// <param name="Feed">The feed.</param>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="RequestedBy">Opaque id of who wants it; null when the unlock policy does.</param>
/// <param name="Reason">Why.</param>
public sealed record WantedClip(ClipId Id, GrantId Grant, FeedId Feed, DateTimeOffset From, DateTimeOffset To, string? RequestedBy, string Reason);
