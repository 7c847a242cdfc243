namespace Dragonfly.Core.Audit;

/// <summary>What a timeline adds up to.</summary>
public interface ITimelineState<out TSelf> where TSelf : ITimelineState<TSelf>
{
    /// <summary>The sequence of the last entry; 0 before the first.</summary>
    long Sequence { get; }

    /// <summary>The hash of the last entry; empty before the first.</summary>
    string Hash { get; }

    /// <summary>When the last entry was written; the least of all times before the first.</summary>
    DateTimeOffset ChangedAt { get; }

    /// <summary>The state after one more entry.</summary>
    TSelf Evolve(Entry entry);
}

/// <summary>Where a timeline ends, of which nothing else matters.</summary>
public sealed record TimelineEnd(long Sequence, string Hash, DateTimeOffset ChangedAt) : ITimelineState<TimelineEnd>
{
    /// <summary>Before the first entry.</summary>
    public static TimelineEnd Unwritten { get; } = new(0, "", DateTimeOffset.MinValue);

    /// <inheritdoc/>
    public TimelineEnd Evolve(Entry entry) => new(entry.Sequence, entry.Hash!, entry.At);
}
