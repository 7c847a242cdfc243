using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Local.Unlocks.Video;

/// <summary>What the simulation knows of one grant: a lease, or the memory that it was closed.</summary>
internal sealed class SimulatedLease(FeedId feed, DateTimeOffset expiresAt)
{
    public FeedId Feed => feed;

    public DateTimeOffset ExpiresAt { get; set; } = expiresAt;

    public int Attempt { get; set; }

    public bool Closed => ClosedAt is not null;

    /// <summary>Since when it has lived without a break; null when it never did.</summary>
    public DateTimeOffset? OpenedAt { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    public Dictionary<TicketId, SimulatedTicket> Tickets { get; } = [];

    public List<Viewing> Viewings { get; } = [];

    public Dictionary<ExportId, SimulatedExport> Exports { get; } = [];

    public bool IsLive(DateTimeOffset now) => !Closed && now < ExpiresAt;

    /// <summary>Whether it lived through all of a time that is over, or began to within the time that a recording may reach back.</summary>
    public bool Covers(DateTimeOffset from, DateTimeOffset to, DateTimeOffset now) => OpenedAt - VideoExport.MostLookBack <= from && from < to && to <= now && to <= ExpiresAt && !(to > ClosedAt);
}
