using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Local.Unlocks.Video;

/// <summary>What the simulation knows of one grant: a lease, or the memory that it was closed.</summary>
internal sealed class SimulatedLease(FeedId feed, DateTimeOffset expiresAt)
{
    public FeedId Feed => feed;

    public DateTimeOffset ExpiresAt { get; set; } = expiresAt;

    public int Attempt { get; set; }

    public bool Closed { get; set; }

    public Dictionary<TicketId, SimulatedTicket> Tickets { get; } = [];

    public List<Viewing> Viewings { get; } = [];

    public bool IsLive(DateTimeOffset now) => !Closed && now < ExpiresAt;
}
