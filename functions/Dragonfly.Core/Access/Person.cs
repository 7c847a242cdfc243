using System.Collections.Immutable;
using Dragonfly.Core.Registry;

namespace Dragonfly.Core.Access;

/// <summary>Who a principal is to people. Kept beside the log and never in it: deleted, it breaks no chain, and the log goes on to tell one from another by their ids.</summary>
/// <param name="Id">The opaque id by which tokens name the principal.</param>
/// <param name="Badge">Badge number; null when there is none.</param>
/// <param name="Name">Name; null when it is not to be known.</param>
/// <param name="Shift">The assigned shift; null when there is none, or none is to be watched.</param>
public sealed record Person(string Id, string? Badge, string? Name, Shift? Shift);

/// <summary>When somebody works.</summary>
/// <param name="TimeZone">The IANA time zone of the hours.</param>
/// <param name="Hours">The hours; at least one stretch.</param>
public sealed record Shift(string TimeZone, ImmutableArray<WeeklyHours> Hours)
{
    /// <summary>Whether a moment lies within the shift, or so close to it.</summary>
    public bool Covers(DateTimeOffset at, TimeSpan grace) => Holds(at) || Holds(at - grace) || Holds(at + grace);

    // Hours are hours, whoever keeps them: clock changes and nights that begin on the day before are dealt with there.
    private bool Holds(DateTimeOffset at) => SharingRule.Always with { Hours = Hours } is var rule && rule.Permits("", TimeZone, at).Refusal is null;
}
