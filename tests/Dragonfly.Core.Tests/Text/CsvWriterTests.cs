using Dragonfly.Core.Text;

namespace Dragonfly.Core.Tests.Text;

public sealed class CsvWriterTests
{
    [Fact]
    public void Cells_are_quoted_where_they_must_be_and_numbers_are_never_formulas()
    {
        var text = new StringWriter();
        var csv = new CsvWriter(text);
        csv.Text("a").Text("b,c").Text("say \"hi\"").Text("=1+1").Text(null).Number(-85.3097).Number(null).EndRow();
        csv.Text("two\nlines").Text("").EndRow();
        text.ToString().ShouldBe("a,\"b,c\",\"say \"\"hi\"\"\",'=1+1,,-85.3097,\r\n\"two\nlines\",\r\n");
    }

    [Fact]
    public void What_it_writes_is_read_cell_by_cell()
    {
        string[] cells = ["", "plain", " spaces ", "a,b", "\"", "\"\"", "x\"y", "line\nbreak", "é 日本 🚓", ","];
        var text = new StringWriter();
        var csv = new CsvWriter(text);
        foreach (var cell in cells) csv.Text(cell);
        csv.EndRow();
        var row = Csv.Read(new StringReader(text.ToString())).ToArray().ShouldHaveSingleItem();
        row.Problem.ShouldBeNull();
        row.Fields.ShouldBe(cells);
    }
}
