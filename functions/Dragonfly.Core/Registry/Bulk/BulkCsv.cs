using System.Collections.Immutable;
using System.Text;
using Dragonfly.Core.Text;

namespace Dragonfly.Core.Registry.Bulk;

/// <summary>
/// Sites and feeds as CSV, as a spreadsheet writes it: the first line names the columns, in any order, and those that nobody needs may be missing. A row is a
/// <c>site</c> or a <c>feed</c>, as its <c>kind</c> says; a feed names its site by the site's name or id. Lists in a cell are separated by semicolons.
/// </summary>
public static class BulkCsv
{
    private const int MostLines = BulkFile.MostRows + 1;

    private static readonly ImmutableArray<string> Required = [Column.Kind, Column.Site, Column.Latitude, Column.Longitude];
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file, and notes every fault of it.</summary>
    public static BulkFile Read(ReadOnlySpan<byte> csv, BulkFaults faults)
    {
        var rows = new BulkRows();
        string text;
        try
        {
            text = Strict.GetString(csv.StartsWith(Encoding.UTF8.Preamble) ? csv[3..] : csv);
        }
        catch (DecoderFallbackException)
        {
            faults.Add("line 1", "notUnicode", "the file must be UTF-8 text");
            return rows.File;
        }

        Dictionary<string, int>? columns = null;
        var count = 0;
        foreach (var row in Csv.Read(new StringReader(text)))
        {
            var line = new CsvLine(row.Line);
            if (++count > MostLines)
            {
                faults.Add(line.Path, "tooManyRows", FormattableString.Invariant($"the file may have at most {BulkFile.MostRows} rows"));
                break;
            }

            if (columns is null)
            {
                columns = ReadHeader(row, line, faults);
                if (faults.Count > 0) break;
            }
            else if (row.Problem is { } problem) faults.Add(line.Path, "malformed", problem);
            else if (row.Fields.Count != columns.Count) faults.Add(line.Path, "wrongColumns", FormattableString.Invariant($"has {row.Fields.Count} fields, and the first line has {columns.Count}"));
            else if (row.Fields.Any(cell => !string.IsNullOrWhiteSpace(cell))) rows.Read(new CsvFields(line, columns, row.Fields, faults)); // Spreadsheets write empty rows at the end.
        }

        if (count == 0) faults.Add("line 1", "required", $"must name the columns: {string.Join(',', Column.All)}");
        return rows.File;
    }

    /// <summary>Writes a file.</summary>
    public static void Write(BulkFile file, TextWriter writer)
    {
        var csv = new CsvWriter(writer);
        foreach (var column in Column.All) csv.Text(column);
        csv.EndRow();
        foreach (var (_, id, name, address, facts) in file.Sites)
        {
            csv.Text(Column.SiteKind).Text(id?.Value).Text(name).Text(null).Text(null).Number(facts.Place.Latitude).Number(facts.Place.Longitude)
                .Text(address).Text(facts.TimeZone).Text(facts.Installer?.Value).Text(null).Text(null).Text(null).Text(null).Text(null).Text(null).EndRow();
        }

        foreach (var (_, id, site, name, reference, facts) in file.Feeds)
        {
            csv.Text(Column.FeedKind).Text(id?.Value).Text(site).Text(name).Text(reference).Number(facts.Place.Latitude).Number(facts.Place.Longitude).Text(null).Text(null).Text(null)
                .Number(facts.View?.AzimuthDegrees).Number(facts.View?.WidthDegrees).Number(facts.View?.RangeMeters)
                .Text(Column.NameOf(facts.Placement)).Text(facts.VideoReference).Text(string.Join(';', facts.Analytics)).EndRow();
        }
    }

    private static Dictionary<string, int> ReadHeader(CsvRow header, CsvLine line, BulkFaults faults)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        if (header.Problem is { } problem) faults.Add(line.Path, "malformed", problem);
        foreach (var (index, cell) in header.Fields.Index())
        {
            var name = cell.Trim();
            if (!Column.All.Contains(name)) faults.Add(line.Path, "unknownColumn", FormattableString.Invariant($"column {index + 1} must be one of {string.Join(',', Column.All)}"));
            else if (!columns.TryAdd(name, index)) faults.Add(line.Path, "duplicateColumn", $"names {name} twice");
        }

        foreach (var name in Required.Where(name => !columns.ContainsKey(name))) faults.Add(line.Path, "missingColumn", $"must name the column {name}; columns are separated by commas");
        return columns;
    }
}
