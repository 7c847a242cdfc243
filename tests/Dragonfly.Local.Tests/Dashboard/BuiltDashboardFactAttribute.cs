using Dragonfly.Local.Dashboard;

namespace Dragonfly.Local.Tests.Dashboard;

/// <summary>A fact about the pages that the build made. Skipped where it made none, for want of Node.js; where emulators are required, as in CI, it runs and fails.</summary>
internal sealed class BuiltDashboardFactAttribute : FactAttribute
{
    public BuiltDashboardFactAttribute()
    {
        if (!DashboardFiles.AreIn(Folder) && Environment.GetEnvironmentVariable("DRAGONFLY_REQUIRE_EMULATORS") != "1")
            Skip = "the dashboard was not built: Node.js 20.19 or newer, or its packages, are not at hand";
    }

    /// <summary>Where the build puts them before they are placed beside the program.</summary>
    public static string Folder { get; } = Path.Combine(Root(new(AppContext.BaseDirectory)), "dashboard", "dist");

    private static string Root(DirectoryInfo folder) => File.Exists(Path.Combine(folder.FullName, "dashboard", "package.json")) ? folder.FullName : Root(folder.Parent!);
}
