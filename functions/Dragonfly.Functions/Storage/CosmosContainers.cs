using System.Collections.Immutable;

namespace Dragonfly.Functions.Storage;

/// <summary>The containers there are, here and in <c>infra/</c>; ADR 14 says why they are as they are.</summary>
public static class CosmosContainers
{
    /// <summary>Every aggregate and its timeline, a partition each, so that a batch writes both or neither.</summary>
    public static CosmosContainer Log { get; } = new("log", "/timeline",
    [
        "/timeline/?",

        // Heads: all by /listed; incidents by change and by receipt, each list a range of one text, so that none needs a composite index.
        "/listed/?",
        "/startedAt/?",
        "/changed/?",
        "/received/?",
        "/callType/?",
        "/latitude/?",
        "/open/?",
        "/dueAt/?",
        "/liveFeeds/[]/?",
        "/units/[]/?",
        "/lines/[]/partner/?",
        "/lines/[]/kind/?",

        // Clips: what is due, and those of an incident.
        "/clipDueAt/?",
        "/clipOf/?",

        // Packs of entries: /last within a timeline, /order over all of them.
        "/last/?",
        "/order/?",
        "/actors/[]/?",
        "/kinds/[]/?",
        "/agency/?",

        // Packs of access lines that are over.
        "/accessed/?",
        "/viewed/?",
        "/partners/[]/?",
        "/feeds/[]/?",

        // Partners' heads.
        "/partner/?",
        "/status/?",
        "/users/[]/?",
        "/installers/[]/?",
        "/ended/?",
        "/feedCount/?",
        "/unsettled/?",

        // Partners' feeds, as they are and as they were before a large write that may not be done: ADR 15.
        "/now/feed/id/?",
        "/now/feed/site/?",
        "/now/cell/?",
        "/now/reference/?",
        "/before/cell/?",
        "/before/reference/?",
        "/write/?",
    ]);

    /// <summary>CAD's messages that were not understood, until they are no longer kept.</summary>
    public static CosmosContainer Rejected { get; } = new("rejected", "/id", ["/agency/?", "/place/?", "/expires/?"]) { TimeToLive = -1 };

    /// <summary>Those whose ids are in the log.</summary>
    public static CosmosContainer People { get; } = new("people", "/id", ["/principal/?"]);

    /// <summary>When each agency's CAD system was heard.</summary>
    public static CosmosContainer CadLinks { get; } = new("cadlinks", "/id", []);

    /// <summary>How far the change feed was read.</summary>
    public static CosmosContainer Leases { get; } = new("leases", "/id", []);

    /// <summary>All of them.</summary>
    public static ImmutableArray<CosmosContainer> All { get; } = [Log, Rejected, People, CadLinks, Leases];
}
