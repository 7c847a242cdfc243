using System.Buffers;
using System.Globalization;

namespace Dragonfly.Core.Text;

/// <summary>Writes CSV after RFC 4180, cell by cell, of which no text is a formula (<see cref="Spreadsheet"/>).</summary>
public sealed class CsvWriter(TextWriter writer)
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\",\r\n");

    private bool hasCells;

    /// <summary>A cell that holds a text; nothing when it is null.</summary>
    public CsvWriter Text(string? text)
    {
        BeginCell();
        if (text is null) return this;
        var cell = Spreadsheet.Neutralize(text);
        writer.Write(cell.AsSpan().ContainsAny(Special) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell);
        return this;
    }

    /// <summary>A cell that holds a number, so that it is read as the same one; nothing when it is null.</summary>
    public CsvWriter Number(double? number)
    {
        BeginCell();
        if (number is { } given) writer.Write(given.ToString(CultureInfo.InvariantCulture));
        return this;
    }

    /// <summary>Ends the row.</summary>
    public void EndRow()
    {
        writer.Write("\r\n");
        hasCells = false;
    }

    private void BeginCell()
    {
        if (hasCells) writer.Write(',');
        hasCells = true;
    }
}
