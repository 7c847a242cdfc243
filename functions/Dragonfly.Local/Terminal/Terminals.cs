using System.Text;
using Spectre.Console;

namespace Dragonfly.Local.Terminal;

/// <summary>Consoles to write to.</summary>
public static class Terminals
{
    private const int WidthOfAFile = 400;

    /// <summary>The console behind a writer. What is no terminal gets no colors, and lines that are not broken.</summary>
    public static IAnsiConsole Open(TextWriter output)
    {
        var behind = new AnsiConsoleOutput(output);
        var console = AnsiConsole.Create(new() { Out = behind, Ansi = behind.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No });
        if (!behind.IsTerminal) console.Profile.Width = WidthOfAFile;
        return console;
    }

    /// <summary>A line that must stay one whatever its length, to be copied: written as it is, past all layout.</summary>
    internal static void WriteUnbroken(this IAnsiConsole console, string line) => console.Profile.Out.Writer.WriteLine(line);

    /// <summary>Text from outside as markup that shows it and does nothing else: no markup of its own, and no control characters for the terminal.</summary>
    internal static string Safe(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var c in text) clean.Append(char.IsControl(c) ? '\uFFFD' : c);
        return Markup.Escape(clean.ToString());
    }
}
