using Dragonfly.Core.Audit;
using Dragonfly.Core.Registry;

namespace Dragonfly.Local.Registry;

/// <summary>Gives the first installer somebody who acts for it, where nobody has written a list yet.</summary>
internal static class SeededInstallers
{
    /// <summary>The user of the first installer whom a development token without a name is of.</summary>
    public const string DevelopmentInstaller = "dev-installer";

    public static async Task SeedAsync(ITimelines timelines, TimeProvider clock)
    {
        if (await timelines.ReadAsync(Installers.Timeline, 0, 1, CancellationToken.None) is not []) return;
        var first = new InstallersRevised([new(Installers.First, [DevelopmentInstaller])]);
        await timelines.TryAppendAsync(Installers.Timeline, Chain.Append(0, "", [first], Origin.System("seed"), clock.GetUtcNow()), CancellationToken.None);
    }
}
