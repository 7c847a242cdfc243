using System.Collections.Immutable;
using System.Globalization;
using Dragonfly.Core.Places;
using Dragonfly.Core.Text;

namespace Dragonfly.Core.Registry.Bulk;

/// <summary>The cells of one row of a CSV file. An empty one says nothing.</summary>
internal sealed class CsvFields(CsvLine line, Dictionary<string, int> columns, IReadOnlyList<string> cells, BulkFaults faults) : IBulkFields
{
    public RowSource Source => line;

    public bool Has(string name) => Cell(name) is not null;

    public string? Text(string name, int most, bool required = false)
    {
        if (Cell(name) is not { } cell)
        {
            if (required) Add(name, "required", "is required");
            return null;
        }

        var text = cell.Trim();
        if (Spreadsheet.IsFormula(cell) || Spreadsheet.IsFormula(text))
        {
            Add(name, "formula", "must not begin as a formula does, with =, +, -, @ or a tab; an apostrophe before it makes it a text");
            return null;
        }

        text = Spreadsheet.Restore(text);
        if (text.Length > most) Add(name, "tooLong", FormattableString.Invariant($"must have at most {most} characters"));
        else if (text.Any(char.IsControl)) Add(name, "controlCharacter", "must not hold control characters");
        else return text;
        return null;
    }

    public double? Number(string name, double least, double most)
    {
        if (Cell(name) is not { } cell) return null;
        if (!double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) Add(name, "notANumber", "must be a number, with a point for decimals");
        else if (!(number >= least && number <= most)) Add(name, "outOfRange", FormattableString.Invariant($"must be {least} to {most}"));
        else return number;
        return null;
    }

    public ImmutableArray<string> Texts(string name) =>
        Text(name, 1_000) is { } list ? [.. list.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] : [];

    public GeoPoint? Place()
    {
        foreach (var name in (ReadOnlySpan<string>)[Column.Latitude, Column.Longitude])
            if (!Has(name)) Add(name, "required", "is required");
        return Number(Column.Latitude, -90, 90) is { } latitude && Number(Column.Longitude, -180, 180) is { } longitude ? new(latitude, longitude) : null;
    }

    public void Add(string name, string code, string detail) => faults.Add(line, name, code, detail);

    private string? Cell(string name) => columns.TryGetValue(name, out var column) && !string.IsNullOrWhiteSpace(cells[column]) ? cells[column] : null;
}
