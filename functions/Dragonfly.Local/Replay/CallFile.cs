using System.Collections.Immutable;
using System.Globalization;
using Dragonfly.Core.Places;
using Dragonfly.Core.Text;

namespace Dragonfly.Local.Replay;

/// <summary>
/// Reads a day of Seattle's public record of police calls, as CSV with the columns <c>event_number, at_scene_local, cleared_local, nature, beat, latitude,
/// longitude</c> (others are passed over), and moves it to Chattanooga: places by <see cref="Translation"/>, local times as the same times of day.
/// </summary>
/// <remarks>
/// The record has no time at which a call came in, and for most calls none of arrival. But numbers are handed out in order, so no call came in later than
/// any higher-numbered one was attended or cleared: a call is taken to have come in five minutes before the earliest such time, and not before midnight.
/// </remarks>
public static class CallFile
{
    private static readonly TimeSpan BeforeAnyTrace = TimeSpan.FromMinutes(5);
    private static readonly string[] Needed = ["event_number", "at_scene_local", "cleared_local", "nature", "beat", "latitude", "longitude"];

    /// <summary>Reads a file. A row that cannot be read is left out and told of in <see cref="CallDay.Unread"/>.</summary>
    /// <exception cref="CallFileException">There is no such file, it cannot be read, or it holds no day of calls; the message names it.</exception>
    public static CallDay Read(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            return Read(reader, Path.GetFileName(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CallFileException($"{path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Reads a file that is open.</summary>
    /// <exception cref="CallFileException">It holds no day of calls.</exception>
    public static CallDay Read(TextReader reader, string name)
    {
        using var rows = Csv.Read(reader).GetEnumerator();
        if (!rows.MoveNext()) throw new CallFileException($"{name} is empty");
        var header = rows.Current.Fields.Select(field => field.Trim().ToLowerInvariant()).ToList();
        if (Needed.Where(column => !header.Contains(column)).ToArray() is { Length: > 0 } missing)
            throw new CallFileException($"{name} is not a day of calls: its first line does not name {string.Join(", ", missing)}");

        var columns = Needed.Select(column => header.IndexOf(column)).ToArray();
        var unread = ImmutableArray.CreateBuilder<UnreadRow>();
        var read = new List<Row>();
        var numbers = new HashSet<long>();
        while (rows.MoveNext())
        {
            var row = rows.Current;
            if (Parse(row, header.Count, columns, out var problem) is not { } parsed) unread.Add(new(row.Line, problem!));
            else if (!numbers.Add(parsed.Number)) unread.Add(new(row.Line, $"event_number {parsed.Number} came before"));
            else read.Add(parsed);
        }

        var day = read.CountBy(row => row.Cleared.Date).OrderByDescending(date => date.Value).Select(date => date.Key).FirstOrDefault();
        var elsewhen = read.Where(row => row.Cleared.Date != day).Select(row => new UnreadRow(row.Line, $"cleared_local is not on {day:yyyy-MM-dd}"));
        unread.AddRange(elsewhen);
        if (read.Count == 0) throw new CallFileException($"{name} holds no call that can be read ({unread.Count} rows cannot)");
        return new(
            name,
            [.. Calls(read.Where(row => row.Cleared.Date == day), day).OrderBy(call => call.OpenedAt).ThenBy(call => call.Number, StringComparer.Ordinal)],
            [.. unread.OrderBy(row => row.Line)]);
    }

    private static IEnumerable<Call> Calls(IEnumerable<Row> rows, DateTime day)
    {
        var earliest = DateTime.MaxValue;
        foreach (var row in rows.OrderByDescending(row => row.Number))
        {
            var trace = row.AtScene ?? row.Cleared;
            if (trace < earliest) earliest = trace;
            var opened = earliest - BeforeAnyTrace is var at && at > day ? at - day : TimeSpan.Zero;
            var onScene = row.AtScene - day;
            yield return new(
                row.Number.ToString(CultureInfo.InvariantCulture),
                opened,
                onScene > opened && onScene < row.Cleared - day ? onScene : null,
                row.Cleared - day,
                row.Nature,
                Natures.CallTypeOf(row.Nature),
                Translation.SeattleToChattanooga.Apply(row.Place),
                row.Beat);
        }
    }

    private static Row? Parse(CsvRow row, int width, int[] columns, out string? problem)
    {
        problem = row.Problem ?? (row.Fields.Count == width ? null : $"it has {row.Fields.Count} fields, not {width}");
        if (problem is not null) return null;
        DateTime? atScene = null;
        var values = columns.Select(column => row.Fields[column].Trim()).ToArray();
        if (!long.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) problem = "event_number is not a number";
        else if (values[1].Length > 0 && (atScene = Time(values[1])) is null) problem = "at_scene_local is not a time";
        else if (Time(values[2]) is not { } cleared) problem = "cleared_local is not a time";
        else if (atScene > cleared) problem = "cleared_local is before at_scene_local";
        else if (values[3].Length == 0) problem = "nature is empty";
        else if (Degrees(values[5], 90) is not { } latitude) problem = "latitude is not a number from -90 to 90";
        else if (Degrees(values[6], 180) is not { } longitude) problem = "longitude is not a number from -180 to 180";
        else return new(row.Line, number, atScene, cleared, values[3], values[4], new(latitude, longitude));
        return null;
    }

    private static DateTime? Time(string text) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private static double? Degrees(string text, double most) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most ? degrees : null;

    private sealed record Row(int Line, long Number, DateTime? AtScene, DateTime Cleared, string Nature, string Beat, GeoPoint Place);
}
