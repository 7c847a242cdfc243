using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Dragonfly.Core.Text;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>
/// Reads a code table from CSV, as a spreadsheet writes it: the first line names the columns <c>localCode,registryCode</c> and perhaps <c>note</c>, which is
/// for people and not kept. A local code may stand for a code that never unlocks: that is how an agency makes sure that it does not. The other way around is refused.
/// </summary>
public static class CodeTableFile
{
    /// <summary>How many lines a file may have, its first included.</summary>
    public const int MostLines = 5_000;

    private const int MostCharacters = 64;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file, and finds every fault of it.</summary>
    /// <returns>The table, of no use when there are errors; their paths name lines, as <c>line 3</c>.</returns>
    public static (CodeTable Table, ImmutableArray<FieldError> Errors) Read(ReadOnlySpan<byte> csv)
    {
        string text;
        try
        {
            text = Strict.GetString(csv.StartsWith(Encoding.UTF8.Preamble) ? csv[3..] : csv);
        }
        catch (DecoderFallbackException)
        {
            return (CodeTable.Empty, [new("line 1", "notUnicode", "the file must be UTF-8 text")]);
        }

        var errors = ImmutableArray.CreateBuilder<FieldError>();
        var codes = CodeTable.Empty.Codes.ToBuilder();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var width = 0;
        foreach (var row in Csv.Read(new StringReader(text)))
        {
            if (row.Line > MostLines)
            {
                Add(row.Line, "tooManyLines", $"the file may have at most {MostLines} lines");
                break;
            }

            if (width == 0)
            {
                width = WidthOf(row);
                if (errors.Count > 0) break;
            }
            else if (row.Problem is { } problem) Add(row.Line, "malformed", problem);
            else if (row.Fields.Count != width) Add(row.Line, "wrongColumns", $"has {row.Fields.Count} fields, and the first line has {width}");
            else ReadCodes(row);
        }

        if (width == 0) Add(1, "required", "must name the columns: localCode,registryCode");
        return (new(codes.ToImmutable()), errors.DrainToImmutable());

        int WidthOf(CsvRow header)
        {
            var names = header.Fields.Select(name => name.Trim()).ToArray();
            if (header.Problem is not null || names is not (["localCode", "registryCode"] or ["localCode", "registryCode", "note"]))
                Add(header.Line, "wrongColumns", "must name the columns: localCode,registryCode and perhaps note");
            return names.Length;
        }

        void ReadCodes(CsvRow row)
        {
            var (local, registry) = (CodeIn(row, 0, "localCode"), CodeIn(row, 1, "registryCode"));
            if (registry is not null && !CallTypes.IsKnown(registry)) Add(row.Line, "unknownCallType", "registryCode is not a call type of APCO 2.103.2-2019");
            if (local is null) return;
            if (UnlockPolicy.Forbidden.Contains(local) && registry is not null && registry != local) Add(row.Line, "forbiddenCode", "localCode may never unlock a feed, and stands for itself");
            if (!lines.TryAdd(local, row.Line)) Add(row.Line, "duplicateCode", $"localCode is on line {lines[local].ToString(CultureInfo.InvariantCulture)} already");
            else if (registry is not null) codes[local] = registry;
        }

        string? CodeIn(CsvRow row, int column, string name)
        {
            var code = row.Fields[column].Trim().ToUpperInvariant();
            if (code.Length == 0) Add(row.Line, "empty", $"{name} must not be empty");
            else if (code.Length > MostCharacters) Add(row.Line, "tooLong", $"{name} must have at most {MostCharacters} characters");
            else if (code.Any(char.IsControl)) Add(row.Line, "controlCharacter", $"{name} must not hold control characters");
            else return code;
            return null;
        }

        void Add(int line, string code, string detail) => errors.Add(new($"line {line.ToString(CultureInfo.InvariantCulture)}", code, detail));
    }
}
