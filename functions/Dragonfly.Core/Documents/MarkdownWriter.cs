using System.Buffers;
using System.Diagnostics;
using System.Text;

namespace Dragonfly.Core.Documents;

/// <summary>Writes a document as Markdown (CommonMark with GitHub's tables).</summary>
public static class MarkdownWriter
{
    // Every sign that could begin markup, somewhere in a line or at its start.
    private static readonly SearchValues<char> Special = SearchValues.Create("\\`*_{}[]<>()#+-.!|&~=:");

    /// <summary>The text.</summary>
    public static string Write(Document document)
    {
        var text = new StringBuilder($"# {Line(document.Title)}\n");
        foreach (var block in document.Blocks)
        {
            text.Append('\n');
            _ = block switch
            {
                Heading heading => text.Append('#', heading.Level).Append(' ').Append(Line(heading.Text)).Append('\n'),
                Paragraph paragraph => text.AppendJoin("\n\n", Texts.ParagraphsOf(paragraph.Text).Select(Line)).Append('\n'),
                Bullets bullets => text.AppendJoin("", bullets.Items.Select(item => $"- {Line(item)}\n")),
                Table table => WriteTable(text, table),
                _ => throw new UnreachableException(block.GetType().Name),
            };
        }

        return text.ToString();
    }

    private static StringBuilder WriteTable(StringBuilder text, Table table)
    {
        text.Append(Line(table.Caption)).Append("\n\n");
        Row(table.Columns);
        text.Append('|').AppendJoin('|', table.Columns.Select((_, index) => index == 0 ? " --- " : " ---: ")).Append("|\n");
        foreach (var row in table.Rows) Row(row);
        return text;

        void Row(IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells.Select(Line)).Append(" |\n");
    }

    private static string Line(string given)
    {
        var line = Texts.OneLine(given);
        if (line.AsSpan().IndexOfAny(Special) < 0) return line;
        var escaped = new StringBuilder(line.Length + 8);
        for (var i = 0; i < line.Length; i++)
        {
            if (NeedsEscape(line, i)) escaped.Append('\\');
            escaped.Append(line[i]);
        }

        return escaped.ToString();
    }

    // Some signs begin markup only at the start of a line or after a digit there, and escaped everywhere they would make plain text hard to read.
    private static bool NeedsEscape(string line, int i) => line[i] switch
    {
        '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '|' or '&' or '~' => true,
        '#' or '+' or '-' or '=' => i == 0,
        '.' or ')' => i > 0 && line.AsSpan(0, i).IndexOfAnyExceptInRange('0', '9') < 0,
        ':' => line.AsSpan(i).StartsWith("://"), // A bare address would become a link.
        _ => false,
    };
}
