using System.Collections.Immutable;
using System.Globalization;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Registry;
using NodaTime;

namespace Dragonfly.Core.Access;

/// <summary>Reads what an administrator lists of somebody.</summary>
public static class PersonFormat
{
    private const int MostStretches = 50;

    /// <summary>Reads it; faults are noted.</summary>
    /// <param name="id">Opaque id of the principal.</param>
    /// <param name="fields">The object.</param>
    public static Person Read(string id, FieldReader fields)
    {
        fields.KnowsOnly("badge", "name", "shift");
        return new(id, fields.Text("badge", 32), fields.Text("name", 100), fields.Object("shift") is { } shift ? ReadShift(shift) : null);
    }

    private static Shift ReadShift(FieldReader fields)
    {
        fields.KnowsOnly("timeZone", "hours");
        var timeZone = fields.Text("timeZone", 64, required: true);
        if (timeZone is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone) is null) fields.Add("timeZone", "unknownTimeZone", "must be an IANA time zone, such as America/New_York");
        FieldReader[] stretches = [.. fields.Objects("hours", required: true).Take(MostStretches + 1)];
        if (stretches.Length > MostStretches) fields.Add("hours", "tooMany", $"must have at most {MostStretches} items");
        if (stretches is [] && fields.Has("hours")) fields.Add("hours", "empty", "must not be empty: without a shift, leave shift out");
        return new(timeZone!, [.. stretches.Select(ReadHours)]);
    }

    private static WeeklyHours ReadHours(FieldReader fields)
    {
        fields.KnowsOnly("days", "from", "to");
        var days = ImmutableArray.CreateBuilder<DayOfWeek>();
        foreach (var (name, text) in fields.Texts("days", 7, 16, required: true))
        {
            if (FieldReader.MemberOf<DayOfWeek>(text) is { } day) days.Add(day);
            else fields.Add(name, "unknownDay", $"must be one of {string.Join(", ", Enum.GetNames<DayOfWeek>())}");
        }

        if (days.Count == 0 && fields.Has("days") && fields.Json.GetProperty("days") is { ValueKind: System.Text.Json.JsonValueKind.Array } given && given.GetArrayLength() == 0)
            fields.Add("days", "empty", "must not be empty");

        return new(days.DrainToImmutable(), ReadTime(fields, "from"), ReadTime(fields, "to"));
    }

    private static TimeOnly ReadTime(FieldReader fields, string name)
    {
        if (fields.Text(name, 8, required: true) is not { } text) return default;
        if (!TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) fields.Add(name, "notATime", "must be a time of day, such as 22:30");
        return time;
    }
}
