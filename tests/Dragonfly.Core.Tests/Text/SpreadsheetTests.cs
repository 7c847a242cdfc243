using Dragonfly.Core.Text;

namespace Dragonfly.Core.Tests.Text;

public sealed class SpreadsheetTests
{
    public static TheoryData<string> Formulas => ["=cmd|' /C calc'!A0", "+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠1"];

    public static TheoryData<string> Texts => ["", "Front door", "'", "''", "'tis", "'=1", "''=1", "'''", "a=b", "7", "é", "🚓"];

    [Theory]
    [MemberData(nameof(Formulas))]
    public void What_begins_as_a_formula_is_written_as_a_text(string formula)
    {
        Spreadsheet.IsFormula(formula).ShouldBeTrue();
        Spreadsheet.IsFormula(Spreadsheet.Neutralize(formula)).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Formulas))]
    [MemberData(nameof(Texts))]
    public void Whatever_is_written_is_read_again(string text) => Spreadsheet.Restore(Spreadsheet.Neutralize(text)).ShouldBe(text);

    [Theory]
    [InlineData("'tis the season")]
    [InlineData("'")]
    [InlineData("Front door")]
    public void What_a_person_wrote_stays_as_it_is(string text) => Spreadsheet.Restore(text).ShouldBe(text);
}
