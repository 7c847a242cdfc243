using System.Collections.Immutable;
using Dragonfly.Core.Audit;

namespace Dragonfly.Core.Transparency;

/// <summary>The figures of a month, of every agency, published once and for good.</summary>
/// <param name="Month">Which.</param>
/// <param name="AsOf">What was written before then was counted.</param>
/// <param name="Agencies">The figures of each.</param>
/// <param name="Anchors">The checkpoints that sign what was counted, one for each agency that has one.</param>
public sealed record FiguresPublished(Month Month, DateTimeOffset AsOf, ImmutableArray<MonthFigures> Agencies, ImmutableArray<Anchor> Anchors) : TimelineEvent;

/// <summary>A checkpoint: with it the chain of its agency's checkpoints is signed, and with that the timelines that these list.</summary>
/// <param name="Timeline">The agency's checkpoints.</param>
/// <param name="Sequence">Which of them.</param>
/// <param name="Hash">Its hash.</param>
public sealed record Anchor(TimelineId Timeline, long Sequence, string Hash);

/// <summary>All figures that were published: the sum of their timeline.</summary>
/// <param name="Months">Each with the entry that it is, the oldest first.</param>
/// <param name="Sequence">The sequence of the last entry; 0 before the first.</param>
/// <param name="Hash">The hash of the last entry.</param>
/// <param name="ChangedAt">When the last entry was written.</param>
public sealed record TransparencyState(ImmutableArray<PublishedMonth> Months, long Sequence, string Hash, DateTimeOffset ChangedAt) : ITimelineState<TransparencyState>
{
    /// <summary>Its timeline, which is the program's.</summary>
    public static TimelineId Timeline { get; } = new("transparency/program");

    /// <summary>Nothing was published yet.</summary>
    public static TransparencyState Unwritten { get; } = new([], 0, "", DateTimeOffset.MinValue);

    /// <summary>The last month whose figures were published.</summary>
    public Month? Last => Months is [.., var last] ? last.Figures.Month : null;

    /// <inheritdoc/>
    public TransparencyState Evolve(Entry entry) => new(
        entry.Event is FiguresPublished figures ? Months.Add(new(figures, entry.Sequence, entry.Hash!, entry.At)) : Months,
        entry.Sequence,
        entry.Hash!,
        entry.At);
}

/// <summary>Published figures.</summary>
/// <param name="Figures">The figures.</param>
/// <param name="Sequence">The entry of <see cref="TransparencyState.Timeline"/> that they are.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="PublishedAt">When it was written.</param>
public sealed record PublishedMonth(FiguresPublished Figures, long Sequence, string Hash, DateTimeOffset PublishedAt);
