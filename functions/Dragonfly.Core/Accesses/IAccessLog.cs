using System.Collections.Immutable;
using Dragonfly.Core.Json;
using Dragonfly.Core.Registry;

namespace Dragonfly.Core.Accesses;

/// <summary>
/// Every access to every feed. Nothing is written here: a line is there when the write of the incident that made it is, all or nothing
/// (<see cref="Incidents.IIncidentStore.TryWriteAsync"/>). Reads are strongly consistent.
/// </summary>
public interface IAccessLog
{
    /// <summary>The accesses to one partner's feeds, the last first, and of those at once the one with the greatest id.</summary>
    /// <exception cref="Incidents.StoreUnavailableException">The store did not answer.</exception>
    ValueTask<ImmutableArray<AccessRecord>> ReadAsync(AccessQuery query, CancellationToken cancellation);

    /// <summary>What people viewed, whatever the agency and the partner, the first first.</summary>
    /// <param name="from">Views that began then or later.</param>
    /// <param name="after">Only those after this place in the order: where the page before ended.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="Incidents.StoreUnavailableException">The store did not answer.</exception>
    ValueTask<ImmutableArray<AccessRecord>> ReadViewsAsync(DateTimeOffset from, Cursor<AccessId>? after, int limit, CancellationToken cancellation);
}

/// <summary>Which accesses to list; what is not said does not matter.</summary>
/// <param name="Partner">Whose feeds.</param>
/// <param name="Limit">At most so many.</param>
public sealed record AccessQuery(PartnerId Partner, int Limit)
{
    /// <summary>Only accesses to this feed.</summary>
    public FeedId? Feed { get; init; }

    /// <summary>Only accesses that began then or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only accesses that began before then.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only those after this place in the order, newest first: where the page before ended.</summary>
    public Cursor<AccessId>? After { get; init; }
}
