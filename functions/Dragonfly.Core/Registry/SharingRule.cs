using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.TimeZones;

namespace Dragonfly.Core.Registry;

/// <summary>What an owner decided about a feed, a site, an agency or the whole partnership: whether, for which calls and when feeds may be unlocked.</summary>
/// <param name="Enabled">Off means never.</param>
/// <param name="CallTypes">The only call types it is shared for; empty means every type that the unlock policy qualifies.</param>
/// <param name="Hours">The only hours it is shared in, in the site's time zone; empty means always.</param>
/// <param name="PausedUntil">Not shared before this moment.</param>
/// <param name="LookBackMinutes">How many minutes of what was recorded before an unlock may be asked for, 0 to 30. It is not written when it is 0, as what was written before there was such a thing.</param>
public sealed record SharingRule(
    bool Enabled,
    ImmutableArray<string> CallTypes,
    ImmutableArray<WeeklyHours> Hours,
    DateTimeOffset? PausedUntil = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int LookBackMinutes = 0)
{
    /// <summary>Shared for every qualifying call at every hour.</summary>
    public static SharingRule Always { get; } = new(true, [], []);

    /// <summary>Not shared.</summary>
    public static SharingRule Never { get; } = new(false, [], []);

    /// <summary>Whether the rule lets the feed be unlocked at <paramref name="now"/>, and until when at the longest.</summary>
    /// <param name="callType">A registry code; compared without regard to case.</param>
    /// <param name="timeZone">The site's IANA time zone; one that is unknown permits nothing.</param>
    /// <param name="now">The moment asked about.</param>
    public Permission Permits(string callType, string timeZone, DateTimeOffset now)
    {
        if (Stop(now) is { } stop) return Permission.Refused(stop);
        if (!CallTypes.IsEmpty && !CallTypes.Contains(callType, StringComparer.OrdinalIgnoreCase)) return Permission.Refused("callTypeNotShared");
        if (Hours.IsEmpty) return Permission.Granted(DateTimeOffset.MaxValue);
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone) is not { } zone) return Permission.Refused("timeZoneUnknown");
        return EndOfHours(zone, Instant.FromDateTimeOffset(now)) is { } end ? Permission.Granted(end.ToDateTimeOffset()) : Permission.Refused("outsideHours");
    }

    /// <summary>Why the rule shares nothing at all at <paramref name="now"/>, whatever the call and the hour: the reason's code; null when it does not say so.</summary>
    public string? Stop(DateTimeOffset now) => !Enabled ? "sharingOff" : PausedUntil > now ? "paused" : null;

    // Windows that touch or overlap are one: follow them for a week, past which they are as good as always.
    private Instant? EndOfHours(DateTimeZone zone, Instant now)
    {
        Instant? end = null;
        for (var at = now; at - now < Duration.FromDays(7) && LatestEndOfWindowsHolding(zone, at) is { } next; at = next) end = next;
        return end;
    }

    private Instant? LatestEndOfWindowsHolding(DateTimeZone zone, Instant at)
    {
        var today = at.InZone(zone).Date;
        Instant? latest = null;
        foreach (var window in Hours)
        {
            foreach (var date in (ReadOnlySpan<LocalDate>)[today.PlusDays(-1), today])
            {
                if (!window.Days.Contains((DayOfWeek)((int)date.DayOfWeek % 7))) continue;
                var (start, end) = (Resolve(zone, date, window.From), Resolve(zone, window.To > window.From ? date : date.PlusDays(1), window.To));
                if (start <= at && at < end && !(end <= latest)) latest = end;
            }
        }

        return latest;
    }

    // Where the clocks go back a time of day comes twice: the first one ends the window sooner, which is the side to err on for an end; a start
    // taken early is harmless beside it. Where they go forward a skipped time is the moment of the change.
    private static Instant Resolve(DateTimeZone zone, LocalDate date, TimeOnly time) =>
        zone.ResolveLocal(
            date.At(LocalTime.FromTicksSinceMidnight(time.Ticks)),
            Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter)).ToInstant();
}
