using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Unlocks;

/// <summary>What the video system says of a feed.</summary>
/// <param name="Health">Whether there is a picture.</param>
/// <param name="Analytics">The kinds of analytics that run on it, by the names the video system has for them; see <see cref="Registry.Analytics"/>.</param>
public sealed record FeedDescription(FeedHealth Health, ImmutableArray<string> Analytics);

/// <summary>Whether a feed has a picture.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<FeedHealth>))]
public enum FeedHealth
{
    /// <summary>It has.</summary>
    Online,

    /// <summary>It has, and not a good one.</summary>
    Degraded,

    /// <summary>It has none.</summary>
    Offline,
}
