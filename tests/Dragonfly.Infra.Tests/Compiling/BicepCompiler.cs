using System.Runtime.InteropServices;
using System.Text.Json;
using System.Xml.Linq;

namespace Dragonfly.Infra.Tests.Compiling;

/// <summary>The real Bicep compiler, restored from the registry; it knows the resource types by itself and needs no network.</summary>
internal static class BicepCompiler
{
    private const string Package = "Azure.Bicep.CommandLine.linux-x64";
    private static readonly Lazy<(string? Path, string? WhyNot)> Found = new(Find);

    /// <summary>Why it cannot be used here; null where it can.</summary>
    public static string? WhyNot => Found.Value.WhyNot;

    /// <summary>Runs it in a folder.</summary>
    /// <exception cref="InvalidOperationException">It cannot be used here.</exception>
    public static ToolAnswer Run(string folder, params string[] arguments) => Tool.Run(Found.Value.Path ?? throw new InvalidOperationException(WhyNot), folder, arguments);

    private static (string?, string?) Find()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.OSArchitecture is not Architecture.X64) return (null, $"{Package} runs on Linux x64 only");
        var folder = Path.Combine(Repository.Root, "tests", "infra", "bicep");
        var restored = Tool.Run("dotnet", folder, "restore", "bicep.csproj", "-p:AzureSdk=contracts", "--nologo", "-v:q");
        if (restored.ExitCode is not 0) return (null, $"{Package} cannot be restored: {restored.Output.Trim().Split('\n')[^1]}");
        return Locate(folder) is { } path ? (path, null) : (null, $"{Package} was restored and is not there");
    }

    private static string? Locate(string folder)
    {
        var version = XDocument.Load(Path.Combine(folder, "bicep.csproj")).Descendants("PackageDownload").Single().Attribute("Version")!.Value.Trim('[', ']');
        using var assets = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "obj", "contracts", "project.assets.json")));
        var path = assets.RootElement.GetProperty("packageFolders").EnumerateObject()
            .Select(packages => Path.Combine(packages.Name, Package.ToLowerInvariant(), version, "tools", "bicep"))
            .FirstOrDefault(File.Exists);
        return path is null ? null : Executable(path);
    }

    // The package comes without the bit; a cache that may not be changed is copied from.
    private static string Executable(string path)
    {
        if (!OperatingSystem.IsLinux() || File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute)) return path;
        try
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute);
            return path;
        }
        catch (UnauthorizedAccessException)
        {
            var copy = Path.Combine(AppContext.BaseDirectory, "bicep");
            File.Copy(path, copy, overwrite: true);
            File.SetUnixFileMode(copy, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            return copy;
        }
    }
}
