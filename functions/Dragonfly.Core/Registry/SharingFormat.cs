using System.Collections.Immutable;
using System.Globalization;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Registry;

/// <summary>Owners' rules as JSON, strictly read: a property that nobody knows is a fault, so that a rule never says less than its author thought.</summary>
public static class SharingFormat
{
    private const int MostCallTypes = 100;
    private const int MostWindows = 50;
    private const int Day = 86_400;
    private const int Week = 7 * Day;

    private static readonly string[] Times = ["HH:mm", "HH:mm:ss", "HH:mm:ss.fffffff"];

    /// <summary>Reads a rule; of no use when the reader notes a fault.</summary>
    public static SharingRule Read(FieldReader fields)
    {
        fields.KnowsOnly("enabled", "callTypes", "hours", "pausedUntil", "lookBackMinutes");
        if (!fields.Has("enabled")) fields.Add("enabled", "required", "is required");
        return new(
            fields.Flag("enabled") ?? false,
            ReadCallTypes(fields),
            ReadHours(fields),
            fields.Moment("pausedUntil"),
            fields.Whole("lookBackMinutes", 0, (int)VideoExport.MostLookBack.TotalMinutes) ?? 0);
    }

    private static ImmutableArray<string> ReadCallTypes(FieldReader fields)
    {
        var codes = ImmutableArray.CreateBuilder<string>();
        foreach (var (name, text) in fields.Texts("callTypes", MostCallTypes, 64))
        {
            if (PolicyFormat.ReadCode(fields, name, text) is not { } code) continue;
            if (codes.Contains(code)) fields.Add(name, "repeatedCode", "is named twice");
            else codes.Add(code);
        }

        return codes.DrainToImmutable();
    }

    private static ImmutableArray<WeeklyHours> ReadHours(FieldReader fields)
    {
        var hours = ImmutableArray.CreateBuilder<WeeklyHours>();
        foreach (var window in fields.Objects("hours"))
        {
            window.KnowsOnly("days", "from", "to");
            var (days, from, to) = (ReadDays(window), ReadTime(window, "from"), ReadTime(window, "to"));
            if (!days.IsEmpty && from is { } start && to is { } end) hours.Add(new(days, start, end));
        }

        if (hours.Count > MostWindows) fields.Add("hours", "outOfRange", $"must have at most {MostWindows} windows");
        else if (OverlapIn(hours) is { } day) fields.Add("hours", "overlappingHours", $"must not overlap: two windows share a part of {day}");
        return hours.DrainToImmutable();
    }

    private static ImmutableArray<DayOfWeek> ReadDays(FieldReader window)
    {
        var days = ImmutableArray.CreateBuilder<DayOfWeek>();
        foreach (var (name, text) in window.Texts("days", 7, 16, required: true))
        {
            if (FieldReader.MemberOf<DayOfWeek>(text) is not { } day) window.Add(name, "unknownDay", $"must be one of {string.Join(", ", Enum.GetNames<DayOfWeek>())}");
            else if (days.Contains(day)) window.Add(name, "repeatedDay", "is named twice");
            else days.Add(day);
        }

        if (days.Count == 0) window.Add("days", "empty", "must name a day");
        return days.DrainToImmutable();
    }

    private static TimeOnly? ReadTime(FieldReader window, string name)
    {
        if (window.Text(name, 16, required: true) is not { } text) return null;
        if (TimeOnly.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return time;
        window.Add(name, "notATime", "must be a time of day, such as 08:00");
        return null;
    }

    // By the clock on the wall: two windows that meet are fine, two that share a moment are not what their author thinks they are.
    private static DayOfWeek? OverlapIn(IEnumerable<WeeklyHours> hours)
    {
        var taken = new List<(double From, double To)>();
        foreach (var window in hours)
        {
            foreach (var day in window.Days)
            {
                var from = ((int)day * Day) + window.From.ToTimeSpan().TotalSeconds;
                var to = from + (window.To > window.From ? window.To - window.From : window.To.ToTimeSpan() + TimeSpan.FromDays(1) - window.From.ToTimeSpan()).TotalSeconds;
                if (taken.Any(other => Meets(from, to, other) || Meets(from - Week, to - Week, other) || Meets(from + Week, to + Week, other))) return day;
                taken.Add((from, to));
            }
        }

        return null;

        static bool Meets(double from, double to, (double From, double To) other) => from < other.To && other.From < to;
    }
}
