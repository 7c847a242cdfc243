using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;

namespace Dragonfly.Core.Incidents;

/// <summary>A feed as it is drawn on the map around an incident. Whether it is unlocked is told by the incident's grants.</summary>
/// <param name="FeedId">Its id.</param>
/// <param name="Name">What people call the camera.</param>
/// <param name="Place">Where it hangs.</param>
/// <param name="View">Where it looks; absent when unknown.</param>
/// <param name="DistanceMeters">From the incident.</param>
public sealed record IncidentFeed(FeedId FeedId, string Name, GeoPoint Place, FieldOfView? View, double DistanceMeters);
