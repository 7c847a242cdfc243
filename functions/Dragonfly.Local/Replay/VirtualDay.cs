using NodaTime;
using NodaTime.TimeZones;

namespace Dragonfly.Local.Replay;

/// <summary>
/// The day that a replay is lived on: yesterday in Chattanooga. A day that is over never runs ahead of the wall clock, even at its end; so a process that is
/// killed in the middle and started on the wall clock finds every time to live in the past.
/// </summary>
/// <param name="Date">The date.</param>
/// <param name="Zone">Where.</param>
public sealed record VirtualDay(LocalDate Date, DateTimeZone Zone)
{
    private const string Chattanooga = "America/New_York";

    // In order whatever the clocks do: a time of day that is skipped is the moment of the change, one that comes twice is its first coming.
    private static readonly ZoneLocalMappingResolver Resolver =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>The day before the one that now is.</summary>
    public static VirtualDay Yesterday(DateTimeOffset now)
    {
        var zone = DateTimeZoneProviders.Tzdb[Chattanooga];
        return new(Instant.FromDateTimeOffset(now).InZone(zone).Date.PlusDays(-1), zone);
    }

    /// <summary>Its first moment.</summary>
    public DateTimeOffset Start => Zone.AtStartOfDay(Date).ToDateTimeOffset();

    /// <summary>A time of day on it; later times of day never come before earlier ones, though daylight saving may let them coincide.</summary>
    public DateTimeOffset At(TimeSpan timeOfDay) =>
        Zone.ResolveLocal(Date.At(LocalTime.FromTicksSinceMidnight(timeOfDay.Ticks)), Resolver).ToDateTimeOffset();

    /// <summary>A clock that begins this day now and runs so many times as fast as <paramref name="wall"/>.</summary>
    public ScaledTimeProvider Clock(TimeProvider wall, double speed) => new(wall, Start, speed, TimeZoneInfo.FindSystemTimeZoneById(Chattanooga));
}
