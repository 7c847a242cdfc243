using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Json;
using Dragonfly.Core.Registry;

namespace Dragonfly.Core.Incidents;

/// <summary>
/// Incidents and their timelines. The head and its new entries are written in one atomic batch, and only if nobody wrote since the head was read. Reads
/// are strongly consistent. Every call throws <see cref="StoreUnavailableException"/> when the store does not answer, and then nothing was written or
/// the caller cannot know: writing the same again is safe, since it loses against itself.
/// </summary>
public interface IIncidentStore
{
    /// <summary>The head of an incident, or null.</summary>
    ValueTask<StoredIncident?> ReadAsync(IncidentId id, CancellationToken cancellation);

    /// <summary>
    /// Writes a head and the entries that led to it, all or nothing, durably when the task completes.
    /// </summary>
    /// <returns>False when the stored head is not at <see cref="IncidentWrite.ExpectedVersion"/>: read again and decide again.</returns>
    Task<bool> TryWriteAsync(IncidentWrite write, CancellationToken cancellation);

    /// <summary>Entries of one incident after a sequence, oldest first.</summary>
    ValueTask<ImmutableArray<Entry>> ReadTimelineAsync(IncidentId id, long afterSequence, int limit, CancellationToken cancellation);

    /// <summary>Heads of one agency that fit a query, by <see cref="Incident.ChangedAt"/> and id, oldest change first.</summary>
    ValueTask<ImmutableArray<StoredIncident>> QueryAsync(IncidentQuery query, CancellationToken cancellation);

    /// <summary>Heads of one agency that fit a search, those received last first, and of those received at once the one with the greatest id.</summary>
    ValueTask<ImmutableArray<StoredIncident>> SearchAsync(IncidentSearch search, CancellationToken cancellation);

    /// <summary>Incidents of every agency whose due time has passed, the longest overdue first.</summary>
    ValueTask<ImmutableArray<IncidentId>> ReadDueAsync(DateTimeOffset now, int limit, CancellationToken cancellation);

    /// <summary>Incidents that hold a live grant on any of these feeds, which may be all of a large partner's; each once.</summary>
    ValueTask<ImmutableArray<IncidentId>> ReadHoldingAsync(IReadOnlyCollection<FeedId> feeds, CancellationToken cancellation);

    /// <summary>Heads of one agency with a bulletin that stands and is for a unit, those received last first.</summary>
    ValueTask<ImmutableArray<StoredIncident>> ReadForUnitAsync(AgencyId agency, string unit, int limit, CancellationToken cancellation);

    /// <summary>How many incidents are open, and how many have been due since before a moment.</summary>
    ValueTask<IncidentCount> CountAsync(DateTimeOffset dueBefore, CancellationToken cancellation);
}

/// <summary>An incident as it is stored.</summary>
/// <param name="Incident">Its state.</param>
/// <param name="Cad">What CAD told us of it, which may have been deleted.</param>
public sealed record StoredIncident(Incident Incident, CadReport? Cad);

/// <summary>One atomic write.</summary>
/// <param name="ExpectedVersion">The <see cref="Incident.Version"/> that was read; 0 when there was none.</param>
/// <param name="Incident">The head after the entries.</param>
/// <param name="Cad">What CAD told us of it.</param>
/// <param name="DueAt">When the incident next wants a Step; null when it is finished.</param>
/// <param name="Entries">The new entries; not empty.</param>
public sealed record IncidentWrite(long ExpectedVersion, Incident Incident, CadReport? Cad, DateTimeOffset? DueAt, ImmutableArray<Entry> Entries)
{
    /// <summary>What a store looks at before it writes.</summary>
    /// <exception cref="ArgumentException">The entries are not the ones that lead from the expected version to the head's.</exception>
    public void ThrowUnlessWhole()
    {
        if (Entries.IsDefaultOrEmpty || Incident.Version != ExpectedVersion + Entries.Length || Entries.Index().Any(e => e.Item.Sequence != ExpectedVersion + 1 + e.Index))
            throw new ArgumentException($"the entries of incident {Incident.Id} do not lead from version {ExpectedVersion} to {Incident.Version}");
    }
}

/// <summary>Which incidents to list.</summary>
/// <param name="Agency">Whose.</param>
/// <param name="Open">Only open ones, only closed ones, or all.</param>
/// <param name="ChangedAfter">Only those changed after this.</param>
/// <param name="After">Only those after this place in the order: where the page before ended.</param>
/// <param name="Limit">At most so many.</param>
public sealed record IncidentQuery(AgencyId Agency, bool? Open, DateTimeOffset? ChangedAfter, Cursor<IncidentId>? After, int Limit);

/// <summary>How the store stands.</summary>
public sealed record IncidentCount(int Open, int Overdue);
