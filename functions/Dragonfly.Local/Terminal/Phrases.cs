using System.Globalization;
using System.Text;

namespace Dragonfly.Local.Terminal;

/// <summary>How things are put to people.</summary>
internal static class Phrases
{
    /// <summary>A code in words: <c>incidentClosed</c> is "incident closed".</summary>
    public static string Words(string code)
    {
        var words = new StringBuilder(code.Length + 4);
        foreach (var c in code)
            if (char.IsAsciiLetterUpper(c) && words.Length > 0) words.Append(' ').Append(char.ToLowerInvariant(c));
            else words.Append(c);
        return words.ToString();
    }

    /// <summary>How long: "42 s", "3 min 12 s", "1 h 05 min".</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 1 } => Invariant($"{Math.Max(0, time.TotalMilliseconds):0} ms"),
        { TotalMinutes: < 1 } => Invariant($"{time.TotalSeconds:0.#} s"),
        { TotalHours: < 1 } => Invariant($"{time.Minutes} min {time.Seconds:00} s"),
        _ => Invariant($"{(int)time.TotalHours} h {time.Minutes:00} min"),
    };

    /// <summary>A count with its noun: "1 feed", "12 feeds".</summary>
    public static string Count(int count, string noun) => Invariant($"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>Formats the same in every culture.</summary>
    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
