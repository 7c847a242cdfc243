using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;

namespace Dragonfly.Core.Documents;

/// <summary>
/// Writes a document as one HTML file that asks for nothing else: no script, no address, its style inside. It can be read by machine and by ear, and prints on paper as
/// it should, so that a browser's "print" makes the PDF.
/// </summary>
public static class HtmlWriter
{
    /// <summary>The policy under which it may be shown: its own style, and nothing else.</summary>
    public const string ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

    private const string Style = """
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; }
        h1, h2, h3 { line-height: 1.2; }
        table { border-collapse: collapse; margin: 1rem 0; width: 100%; }
        caption { text-align: left; font-weight: 600; padding: .25rem 0; }
        th, td { border: 1px solid #767676; padding: .25rem .5rem; text-align: right; overflow-wrap: anywhere; }
        th:first-child, td:first-child { text-align: left; }
        thead { background: #f0f0f0; }
        @page { size: letter; margin: 2cm; }
        @media print { body { font-size: 10pt; max-width: none; margin: 0; } h2, h3, caption { break-after: avoid; } tr { break-inside: avoid; } thead { display: table-header-group; } }
        """;

    /// <summary>The text.</summary>
    public static string Write(Document document)
    {
        var title = Encode(document.Title);
        var html = new StringBuilder($"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n");
        foreach (var block in document.Blocks)
        {
            _ = block switch
            {
                Heading heading => html.Append($"<h{heading.Level}>{Encode(heading.Text)}</h{heading.Level}>\n"),
                Paragraph paragraph => html.AppendJoin("", Texts.ParagraphsOf(paragraph.Text).Select(text => $"<p>{Encode(text)}</p>\n")),
                Bullets bullets => html.Append("<ul>\n").AppendJoin("", bullets.Items.Select(item => $"<li>{Encode(item)}</li>\n")).Append("</ul>\n"),
                Table table => WriteTable(html, table),
                _ => throw new UnreachableException(block.GetType().Name),
            };
        }

        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static StringBuilder WriteTable(StringBuilder html, Table table)
    {
        html.Append($"<table>\n<caption>{Encode(table.Caption)}</caption>\n<thead><tr>").AppendJoin("", table.Columns.Select(column => $"<th scope=\"col\">{Encode(column)}</th>")).Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
            html.Append("<tr>").AppendJoin("", row.Select((cell, index) => index == 0 ? $"<th scope=\"row\">{Encode(cell)}</th>" : $"<td>{Encode(cell)}</td>")).Append("</tr>\n");
        return html.Append("</tbody>\n</table>\n");
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(Texts.OneLine(text));
}
