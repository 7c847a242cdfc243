using System.Collections.Immutable;
using Dragonfly.Core.Access;

namespace Dragonfly.Core.Audit;

/// <summary>
/// The whole log, incidents' timelines and all others, read as it is stored: entries come as the bytes that are kept and not as what a program's types would make of
/// them, so that what was changed, dropped or added shows. Reads are strongly consistent; each page is, the pages of a list are not one snapshot. Every call throws
/// <see cref="Incidents.StoreUnavailableException"/> when the store does not answer.
/// </summary>
public interface IAuditArchive
{
    /// <summary>Where one timeline ends; null when there is none.</summary>
    ValueTask<TimelineHead?> ReadHeadAsync(TimelineId timeline, CancellationToken cancellation);

    /// <summary>Where the timelines of every agency end that have an entry of a moment or later, in no order.</summary>
    ValueTask<ImmutableArray<TimelineHead>> ReadChangedAsync(DateTimeOffset since, CancellationToken cancellation);

    /// <summary>Timelines that fit a query, by id.</summary>
    ValueTask<ImmutableArray<TimelineHead>> ListAsync(TimelineQuery query, CancellationToken cancellation);

    /// <summary>Entries of one timeline after a sequence, oldest first, each as it is stored: JSON in UTF-8.</summary>
    ValueTask<ImmutableArray<ReadOnlyMemory<byte>>> ReadAsync(TimelineId timeline, long afterSequence, int limit, CancellationToken cancellation);

    /// <summary>Entries that fit a query, the newest first; those of one moment in an order that stays.</summary>
    ValueTask<ImmutableArray<FoundEntry>> QueryAsync(EntryQuery query, CancellationToken cancellation);
}

/// <summary>Where a timeline ends.</summary>
/// <param name="Agency">Whose it is; null when it is the program's.</param>
/// <param name="Timeline">Which.</param>
/// <param name="Length">How many entries it has: the sequence of the last one.</param>
/// <param name="Hash">The hash that its last entry states.</param>
/// <param name="ChangedAt">When the last entry was written.</param>
public sealed record TimelineHead(AgencyId? Agency, TimelineId Timeline, long Length, string Hash, DateTimeOffset ChangedAt);

/// <summary>Which timelines to list.</summary>
/// <param name="Agency">The agency's own and the program's.</param>
/// <param name="Limit">At most so many.</param>
public sealed record TimelineQuery(AgencyId Agency, int Limit)
{
    /// <summary>Only those whose last entry is not before this.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only those whose first entry is before this.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only those after this one.</summary>
    public TimelineId? After { get; init; }
}

/// <summary>Which entries to find.</summary>
/// <param name="Agency">Those of the agency's own timelines and of the program's.</param>
/// <param name="Limit">At most so many.</param>
public sealed record EntryQuery(AgencyId Agency, int Limit)
{
    /// <summary>Only those not before this.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only those before this.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only those of one principal.</summary>
    public string? Actor { get; init; }

    /// <summary>Only those that tell of one kind of event; see <see cref="EventKind"/>.</summary>
    public string? Kind { get; init; }

    /// <summary>Only those of one timeline.</summary>
    public TimelineId? Timeline { get; init; }

    /// <summary>Only those after this place in the order: where the page before ended.</summary>
    public EntryCursor? After { get; init; }
}

/// <summary>An entry that was found.</summary>
/// <param name="Agency">Whose it is; null when it is the program's.</param>
/// <param name="Timeline">The timeline it is of.</param>
/// <param name="Sequence">Its place there.</param>
/// <param name="At">When it was written.</param>
/// <param name="Json">The entry as it is stored.</param>
public sealed record FoundEntry(AgencyId? Agency, TimelineId Timeline, long Sequence, DateTimeOffset At, ReadOnlyMemory<byte> Json)
{
    /// <summary>The place after it.</summary>
    public EntryCursor Cursor => new(At, Timeline, Sequence);
}
