using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;
using Dragonfly.Local.Unlocks.Video.Pictures;

namespace Dragonfly.Local.Unlocks.Video;

/// <summary>A simulated camera.</summary>
/// <param name="Feed">Its feed.</param>
/// <param name="Name">What is written in its picture.</param>
/// <param name="Place">Where it hangs; null when that is not known.</param>
internal sealed record Camera(FeedId Feed, string Name, GeoPoint? Place)
{
    /// <summary>Something that draws what it sees, for one thread.</summary>
    public CameraPicture Look() => new(Feed, Name, Place);
}
