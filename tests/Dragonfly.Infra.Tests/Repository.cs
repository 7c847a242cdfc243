namespace Dragonfly.Infra.Tests;

/// <summary>Where things are in this repository.</summary>
internal static class Repository
{
    /// <summary>Its root.</summary>
    public static string Root { get; } = Find();

    /// <summary>Everything that is deployed.</summary>
    public static string Infra { get; } = Path.Combine(Root, "infra");

    /// <summary>The parameters that these tests deploy with.</summary>
    public static string Parameters { get; } = Path.Combine(Root, "tests", "Dragonfly.Infra.Tests", "Parameters");

    /// <summary>Bicep files, relative to <see cref="Infra"/>.</summary>
    public static IEnumerable<string> BicepFiles => Directory.EnumerateFiles(Infra, "*.bicep", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Infra, file)).Order(StringComparer.Ordinal);

    /// <summary>The text of the product's C#.</summary>
    public static IEnumerable<string> Sources => Directory.EnumerateFiles(Path.Combine(Root, "functions", "Dragonfly.Functions"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Select(File.ReadAllText);

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Dragonfly.Functions.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("these tests run inside the repository");
        return folder.FullName;
    }
}
