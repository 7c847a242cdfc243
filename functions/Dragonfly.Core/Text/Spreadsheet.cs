namespace Dragonfly.Core.Text;

/// <summary>
/// Spreadsheets run a cell that begins like a formula, whoever wrote it, and formulas can start programs and send data away. So a text that begins like one is
/// written behind an apostrophe, which tells them that it is text, and read without it: nothing is lost on the way out and back.
/// </summary>
public static class Spreadsheet
{
    /// <summary>Whether a spreadsheet would take a text for a formula; the full-width signs are those of East Asian editions.</summary>
    public static bool IsFormula(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠', ..];

    /// <summary>A text as it may stand in a cell.</summary>
    public static string Neutralize(string text) => IsFormula(text) || IsNeutral(text) ? $"'{text}" : text;

    /// <summary>The text of which <see cref="Neutralize"/> made a cell.</summary>
    public static string Restore(string cell) => IsNeutral(cell) ? cell[1..] : cell;

    private static bool IsNeutral(string cell) => cell is ['\'', '\'', ..] || (cell is ['\'', ..] && IsFormula(cell[1..]));
}
