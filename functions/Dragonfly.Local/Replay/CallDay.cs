using System.Collections.Immutable;

namespace Dragonfly.Local.Replay;

/// <summary>One day of calls, ready to be replayed.</summary>
/// <param name="Name">Where it comes from, for people.</param>
/// <param name="Calls">By the time they were opened.</param>
/// <param name="Unread">The rows that could not be read.</param>
public sealed record CallDay(string Name, ImmutableArray<Call> Calls, ImmutableArray<UnreadRow> Unread)
{
    /// <summary>The last second of the day: everything in a day ends by then.</summary>
    public static TimeSpan End { get; } = TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1);
}

/// <summary>A row that could not be read.</summary>
/// <param name="Line">The line it begins on, 1 for the first of the file.</param>
/// <param name="Problem">What is wrong with it.</param>
public sealed record UnreadRow(int Line, string Problem);

/// <summary>A file that is no day of calls at all.</summary>
public sealed class CallFileException(string message, Exception? inner = null) : Exception(message, inner);
