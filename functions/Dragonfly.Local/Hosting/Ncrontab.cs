using System.Globalization;

namespace Dragonfly.Local.Hosting;

/// <summary>A schedule of six fields, in UTC: second, minute, hour, day, month, day of week. Each is *, */n, a number or a list of numbers.</summary>
internal sealed class Ncrontab
{
    private static readonly (int Min, int Max)[] Ranges = [(0, 59), (0, 59), (0, 23), (1, 31), (1, 12), (0, 6)];
    private readonly bool[][] fields;

    private Ncrontab(bool[][] fields) => this.fields = fields;

    public static Ncrontab Parse(string schedule)
    {
        var parts = schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != Ranges.Length)
            throw new FormatException($"Schedule '{schedule}' must have six fields.");
        return new Ncrontab([.. parts.Zip(Ranges, (part, range) => Field(schedule, part, range.Min, range.Max))]);
    }

    /// <summary>The first time after the given one.</summary>
    public DateTimeOffset Next(DateTimeOffset after)
    {
        var time = new DateTime(after.UtcTicks - (after.UtcTicks % TimeSpan.TicksPerSecond), DateTimeKind.Utc).AddSeconds(1);
        for (var last = time.AddYears(8); time < last;)
        {
            if (!fields[4][time.Month])
                time = new DateTime(time.Year, time.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(1);
            else if (!fields[3][time.Day] || !fields[5][(int)time.DayOfWeek])
                time = time.Date.AddDays(1);
            else if (!fields[2][time.Hour])
                time = time.Date.AddHours(time.Hour + 1);
            else if (!fields[1][time.Minute])
                time = time.Date.AddMinutes((time.Hour * 60) + time.Minute + 1);
            else if (!fields[0][time.Second])
                time = time.AddSeconds(1);
            else
                return time;
        }

        throw new FormatException("The schedule names no date.");
    }

    private static bool[] Field(string schedule, string text, int min, int max)
    {
        var field = new bool[max + 1];
        foreach (var item in text.Split(','))
        {
            var step = item == "*" ? 1 : item.StartsWith("*/", StringComparison.Ordinal) ? Number(item[2..], 1) : 0;
            for (var value = step == 0 ? Number(item, min) : min; value <= max; value += step == 0 ? max + 1 : step)
                field[value] = true;
        }

        return field;

        int Number(string digits, int least) =>
            int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= max
                ? number
                : throw new FormatException($"Schedule '{schedule}': '{text}' is not understood.");
    }
}
