using Dragonfly.Core.Unlocks;

namespace Dragonfly.Local.Tests.Unlocks.Video;

/// <summary>The simulation keeps the contract, as seen by viewers over HTTP.</summary>
public sealed class SimulatedVideoSystemConformance : ServedVideoConformance
{
    protected override IVideoSystem Video => Server.Video;
}
