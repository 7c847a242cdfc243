using System.Text.RegularExpressions;
using System.Xml.Linq;
using Dragonfly.Conformance;
using Dragonfly.Core.Documents;

namespace Dragonfly.Core.Tests.Documents;

/// <summary>Whatever is in a text, it is shown and does nothing.</summary>
public sealed class DocumentTests
{
    private static readonly string[] Hostile =
    [
        "<script>alert(1)</script>", "</title></td><img src=x onerror=alert(1)>", "[a](javascript:alert(1))", "![x](http://example.org/x)", "http://example.org", "| a | b |", "# heading",
        "- item", "1. item", "2) item", "+ plus", "```", "a\n\n# b", "\u2028# c", "&lt;", "\\", "*a* _b_ ~~c~~", "===", EveryEvent.AwkwardText,
    ];

    public static TheoryData<string> HostileTexts => [.. Hostile];

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public void In_HTML_it_is_text(string text)
    {
        var html = HtmlWriter.Write(Everything(text));
        var body = XDocument.Parse(Regex.Replace(html, @"(?s)^.*<body>", "<body>").Replace("</html>", ""));
        body.Descendants().Select(element => element.Name.LocalName).Except(["body", "main", "h1", "h2", "p", "ul", "li", "table", "caption", "thead", "tbody", "tr", "th", "td"]).ShouldBeEmpty();
        body.Descendants().Attributes().Select(attribute => attribute.Name.LocalName).Except(["scope"]).ShouldBeEmpty();
        html.ShouldNotContain("http://example.org\"");
    }

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public void In_Markdown_it_stays_on_its_line_and_begins_nothing(string text)
    {
        var markdown = MarkdownWriter.Write(Everything(text));
        var lines = markdown.Split('\n');
        lines.Count(line => line.StartsWith("# ", StringComparison.Ordinal)).ShouldBe(1, markdown);
        lines.Count(line => line.StartsWith("## ", StringComparison.Ordinal)).ShouldBe(1);
        lines.Count(line => line.StartsWith("- ", StringComparison.Ordinal)).ShouldBe(1);
        lines.Count(line => line.StartsWith("| ", StringComparison.Ordinal)).ShouldBe(3, "the columns, what parts them from the rows, and one row");
        foreach (var row in lines.Where(line => line.StartsWith("| ", StringComparison.Ordinal))) Regex.Count(row, @"(?<!\\)(\\\\)*\|").ShouldBe(3, row);
        Regex.IsMatch(markdown, @"(?<!\\)(\\\\)*[<`\[*]").ShouldBeFalse(markdown);
        Regex.IsMatch(markdown, @"(?m)^(\d+[.)]|\+|=|```)").ShouldBeFalse(markdown);
        markdown.ShouldNotContain("http://");
    }

    private static Document Everything(string text) => new(text, [new Heading(2, text), new Paragraph(text), new Bullets([text]), new Table(text, [text, text], [[text, text]])]);
}
