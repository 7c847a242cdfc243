using System.Collections.Immutable;

namespace Dragonfly.Core.Registry;

/// <summary>A stretch of the day on some days of the week, in local time. From = To is the whole day; a To before From is on the next day.</summary>
/// <param name="Days">The days on which it starts.</param>
/// <param name="From">Start, included.</param>
/// <param name="To">End, not included.</param>
public sealed record WeeklyHours(ImmutableArray<DayOfWeek> Days, TimeOnly From, TimeOnly To);
