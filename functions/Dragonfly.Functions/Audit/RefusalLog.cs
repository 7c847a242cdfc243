using System.Collections.Concurrent;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;

namespace Dragonfly.Functions.Audit;

/// <summary>Records what was asked of an agency's system, refused, and is about nothing that has a timeline of its own: a timeline for each agency.</summary>
public sealed class RefusalLog(ITimelines timelines, TimeProvider clock)
{
    private readonly ConcurrentDictionary<AgencyId, Ledger<TimelineEnd>> logs = [];

    /// <summary>The agency's log.</summary>
    public static TimelineId TimelineOf(AgencyId agency) => new($"refusals/{agency}");

    /// <summary>Records a refusal.</summary>
    /// <exception cref="StoreUnavailableException">It is not on record.</exception>
    public Task RecordAsync(AgencyId agency, Refused refused, Origin origin) =>
        logs.GetOrAdd(agency, id => new(timelines, TimelineOf(id), TimelineEnd.Unwritten, clock)).AppendAsync((_, _) => refused, origin);
}
