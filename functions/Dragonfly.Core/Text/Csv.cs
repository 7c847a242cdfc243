using System.Text;

namespace Dragonfly.Core.Text;

/// <summary>One record of a CSV file.</summary>
/// <param name="Line">The line it begins on, 1 for the first.</param>
/// <param name="Fields">Its fields, without their quotes.</param>
/// <param name="Problem">Why it cannot be trusted; null when it can.</param>
public sealed record CsvRow(int Line, IReadOnlyList<string> Fields, string? Problem);

/// <summary>CSV after RFC 4180: a quoted field may hold commas, line ends and doubled quotes. Empty lines are skipped.</summary>
public static class Csv
{
    /// <summary>Reads records as they come.</summary>
    public static IEnumerable<CsvRow> Read(TextReader reader)
    {
        var line = 0;
        while (reader.ReadLine() is { } text)
        {
            var start = ++line;
            if (text.Length == 0) continue;
            var fields = new List<string>();
            string? problem = null;
            for (var at = 0; at <= text.Length;)
            {
                if (at == text.Length || text[at] != '"')
                {
                    var end = text.IndexOf(',', at) is var comma and >= 0 ? comma : text.Length;
                    fields.Add(text[at..end]);
                    if (fields[^1].Contains('"', StringComparison.Ordinal)) problem ??= $"field {fields.Count} has a quote inside it that is not doubled";
                    at = end + 1;
                    continue;
                }

                var field = new StringBuilder();
                for (at++; ;)
                {
                    var quote = text.IndexOf('"', at);
                    if (quote < 0)
                    {
                        field.Append(text, at, text.Length - at).Append('\n');
                        if (reader.ReadLine() is not { } more)
                        {
                            problem ??= $"field {fields.Count + 1} has a quote that never ends";
                            at = text.Length;
                            break;
                        }

                        (text, at, line) = (more, 0, line + 1);
                        continue;
                    }

                    field.Append(text, at, quote - at);
                    at = quote + 1;
                    if (at == text.Length || text[at] != '"') break;
                    field.Append('"');
                    at++;
                }

                fields.Add(field.ToString());
                if (at < text.Length && text[at] != ',') problem ??= $"field {fields.Count} goes on after its closing quote";
                at = text.IndexOf(',', at) is var next and >= 0 ? next + 1 : text.Length + 1;
            }

            yield return new(start, fields, problem);
        }
    }
}
