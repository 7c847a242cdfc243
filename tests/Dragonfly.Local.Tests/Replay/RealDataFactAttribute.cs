namespace Dragonfly.Local.Tests.Replay;

/// <summary>A test that needs the real day of calls, which is not ours to copy: skipped, with the reason, where it is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealDataFactAttribute : FactAttribute
{
    public RealDataFactAttribute()
    {
        if (File is null) Skip = "../shared/data/seattle-calls-2016-03-25.csv is not beside the repository";
    }

    /// <summary>Its path, or null.</summary>
    public static string? File { get; } = Find();

    private static string? Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !Path.Exists(Path.Combine(folder.FullName, "Dragonfly.Functions.sln")) && !Path.Exists(Path.Combine(folder.FullName, ".git")))
            folder = folder.Parent;
        if (folder?.Parent is not { } beside) return null;
        var file = Path.Combine(beside.FullName, "shared", "data", "seattle-calls-2016-03-25.csv");
        return System.IO.File.Exists(file) ? file : null;
    }
}
