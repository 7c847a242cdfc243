using System.ComponentModel;

namespace Dragonfly.Infra.Tests.Compiling;

/// <summary>The grammar that npm has for Bicep, run by Node.</summary>
internal static class Grammar
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "infra");
    private static readonly Lazy<string?> Missing = new(Install);

    /// <summary>Why it cannot be used here; null where it can.</summary>
    public static string? WhyNot => Missing.Value;

    /// <summary>Parses every Bicep file of a folder.</summary>
    public static ToolAnswer Parse(string folder) => WhyNot is null ? Tool.Run("node", Folder, "parse.mjs", folder) : throw new InvalidOperationException(WhyNot);

    private static string? Install()
    {
        try
        {
            if (Tool.Run("node", Folder, "--version") is not { ExitCode: 0 }) return "Node does not run here";
            if (Directory.Exists(Path.Combine(Folder, "node_modules", "tree-sitter-bicep"))) return null;
            var installed = Tool.Run("npm", Folder, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            return installed.ExitCode is 0 ? null : $"npm cannot install the grammar: {installed.Errors.Trim().Split('\n')[0]}";
        }
        catch (Win32Exception)
        {
            return "Node is not installed";
        }
    }
}

/// <summary>Runs where Node and the grammar are to be had; elsewhere it is skipped, saying why, unless <c>DRAGONFLY_REQUIRE_EMULATORS</c> is 1.</summary>
public sealed class GrammarFactAttribute : FactAttribute
{
    public GrammarFactAttribute() => Skip = Required.OrSkip(Grammar.WhyNot);
}
