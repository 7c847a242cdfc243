using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Dragonfly.Core.Json;
using Dragonfly.Core.Places;

namespace Dragonfly.Core.Registry;

/// <summary>A camera as its partner registered it: the sum of what its partner's timeline says of it, and its label, which no timeline holds.</summary>
/// <param name="Id">Opaque id.</param>
/// <param name="Partner">Who owns it.</param>
/// <param name="Site">Where it belongs.</param>
/// <param name="Facts">What it is.</param>
/// <param name="Label">What people call it; null once it was deleted.</param>
/// <param name="Sharing">The owner's rule for it.</param>
/// <param name="Withdrawn">Not shared any more, for good.</param>
/// <param name="Version">The sequence of the last entry that changed it: its entity tag.</param>
/// <param name="ConsentVersion">The sequence of the last entry that changed what the owner consents to for it.</param>
public sealed record RegisteredFeed(
    FeedId Id, PartnerId Partner, SiteId Site, FeedFacts Facts, FeedLabel? Label, SharingRule Sharing, bool Withdrawn, long Version, long ConsentVersion);

/// <summary>What a camera is.</summary>
/// <param name="Place">Where it hangs.</param>
/// <param name="View">Where it looks; null when unknown.</param>
/// <param name="Placement">Indoors or outdoors.</param>
/// <param name="VideoReference">Its id in the video system; null when that is the feed's own.</param>
/// <param name="Analytics">The kinds of analytics that run on it.</param>
public sealed record FeedFacts(GeoPoint Place, FieldOfView? View, Placement Placement, string? VideoReference, ImmutableArray<string> Analytics);

/// <summary>What people call a camera.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ExternalReference">The owner's own number for it; each only once in a partnership.</param>
public sealed record FeedLabel(string Name, string? ExternalReference = null);

/// <summary>Where a camera hangs.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Placement>))]
public enum Placement
{
    /// <summary>Outdoors.</summary>
    Outdoor,

    /// <summary>Indoors.</summary>
    Indoor,
}
