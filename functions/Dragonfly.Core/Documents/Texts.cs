namespace Dragonfly.Core.Documents;

/// <summary>What documents do with text that somebody wrote.</summary>
internal static class Texts
{
    /// <summary>The paragraphs of a text, which empty lines part.</summary>
    public static IEnumerable<string> ParagraphsOf(string text) =>
        text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A text in one line; a control character is a space.</summary>
    public static string OneLine(string text) => string.Concat(text.Select(sign => char.IsControl(sign) || sign is '\u2028' or '\u2029' ? ' ' : sign)).Trim();
}
