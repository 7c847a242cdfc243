using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;

namespace Dragonfly.Local.Unlocks.Video;

/// <summary>The simulated cameras: one for whatever feed is asked for.</summary>
public sealed class Cameras(IRegistry registry, ILogger<Cameras> log)
{
    // A camera knows its own name: one whose name cannot be looked up right now still shows its street.
    internal async ValueTask<Camera> FindAsync(FeedId feed, CancellationToken cancellation)
    {
        try
        {
            if (await registry.FindAsync([feed], cancellation) is [var known, ..]) return new(feed, known.Name, known.Place);
        }
        catch (StoreUnavailableException e)
        {
            log.LogWarning(e, "The name of feed {Feed} could not be looked up", feed);
        }

        return new(feed, "Camera", null);
    }
}
