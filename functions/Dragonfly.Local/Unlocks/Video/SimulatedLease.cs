using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Local.Unlocks.Video;

/// <summary>What the simulation knows of one grant: what is kept of it, and who views under it.</summary>
internal sealed class SimulatedLease(LeaseRecord record)
{
    /// <summary>What is kept of it.</summary>
    public LeaseRecord Record { get; set; } = record;

    public FeedId Feed => Record.Feed;

    public DateTimeOffset ExpiresAt => Record.ExpiresAt;

    public Dictionary<TicketId, SimulatedTicket> Tickets { get; } = [];

    public List<Viewing> Viewings { get; } = [];

    public Dictionary<ExportId, SimulatedExport> Exports { get; } = [];

    public bool IsLive(DateTimeOffset now) => Record.IsLive(now);

    /// <summary>Whether it lived through all of a time that is over, or began to within the time that a recording may reach back.</summary>
    public bool Covers(DateTimeOffset from, DateTimeOffset to, DateTimeOffset now) =>
        Record.OpenedAt - VideoExport.MostLookBack <= from && from < to && to <= now && to <= ExpiresAt && !(to > Record.ClosedAt);
}
