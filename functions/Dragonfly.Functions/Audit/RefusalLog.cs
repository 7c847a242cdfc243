using System.Collections.Concurrent;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;

namespace Dragonfly.Functions.Audit;

/// <summary>Records what was asked of an agency's system, refused, and is about nothing that has a timeline of its own: a timeline for each agency.</summary>
public sealed class RefusalLog(ITimelines timelines, TimeProvider clock)
{
    private const int PageSize = 100;
    private const int MostTries = 100;
    private static readonly Entry Nothing = new(0, DateTimeOffset.MinValue, Origin.System(""), new Refused("", "", null), "", "");

    private readonly ConcurrentDictionary<AgencyId, Entry> last = [];

    /// <summary>The agency's log.</summary>
    public static TimelineId TimelineOf(AgencyId agency) => new($"refusals/{agency}");

    /// <summary>Records a refusal.</summary>
    /// <exception cref="StoreUnavailableException">It is not on record.</exception>
    public async Task RecordAsync(AgencyId agency, Refused refused, Origin origin)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var before = await LastAsync(agency);
            var at = clock.GetUtcNow() is var now && now > before.At ? now : before.At; // Instances' clocks differ; a timeline's times do not go back.
            if (await timelines.TryAppendAsync(TimelineOf(agency), Chain.Append(before.Sequence, before.Hash!, [refused], origin, at), CancellationToken.None)) return;
        }

        throw new StoreUnavailableException("timeline", new TimeoutException($"the refusals of {agency} were written by others {MostTries} times"));
    }

    private async ValueTask<Entry> LastAsync(AgencyId agency)
    {
        var known = last.GetValueOrDefault(agency, Nothing);
        while (await timelines.ReadAsync(TimelineOf(agency), known.Sequence, PageSize, CancellationToken.None) is { IsEmpty: false } newer) known = newer[^1];
        return last[agency] = known;
    }
}
