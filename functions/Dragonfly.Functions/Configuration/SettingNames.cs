using Microsoft.Extensions.Configuration;

namespace Dragonfly.Functions.Configuration;

/// <summary>
/// The names of our settings. One that nobody reads is nobody's fault as long as it is like none of ours: the environment holds what tests, tools and other programs read. One that is
/// nearly ours was meant for us, and to pass over it would be to run with an adapter that nobody chose.
/// </summary>
internal static class SettingNames
{
    // So that a letter too many, one too few, one for another, or two that changed places are found, and DRAGONFLY_FUZZ is left alone.
    private const int MostWrong = 2;

    /// <summary>Those that stand alone.</summary>
    public static IReadOnlyList<string> Single { get; } =
    [
        "DRAGONFLY_STORE", "DRAGONFLY_COSMOS_ENDPOINT", "DRAGONFLY_COSMOS_DATABASE", "DRAGONFLY_COSMOS_KEY", "DRAGONFLY_COSMOS_SLOW_MS",
        "DRAGONFLY_CHANNEL", "DRAGONFLY_SIGNALR_ENDPOINT", "DRAGONFLY_SIGNALR_KEY",
        "DRAGONFLY_EVENTS", "DRAGONFLY_EVENTGRID_ENDPOINT", "DRAGONFLY_EVENTGRID_KEY", "DRAGONFLY_EVENTS_QUEUE",
        "DRAGONFLY_VIDEO", "DRAGONFLY_VIDEO_ENDPOINT", "DRAGONFLY_VIDEO_SCOPE", "DRAGONFLY_VIDEO_TOKEN",
        "DRAGONFLY_IDENTITY", "DRAGONFLY_AUTHORITY", "DRAGONFLY_AUDIENCE",
        "DRAGONFLY_SIGNER", "DRAGONFLY_CHECKPOINT_KEY",
        "DRAGONFLY_CLIPS", "DRAGONFLY_CLIPS_ENDPOINT", "DRAGONFLY_CLIPS_KEY",
    ];

    /// <summary>The sections.</summary>
    public static IReadOnlyList<string> Sections { get; } = ["Cad", "Transparency", "Access", "AccessLog", "Audit", "Registry", "Misuse"];

    /// <summary>Notes names that are nearly ours.</summary>
    public static void Check(IConfiguration configuration, SettingFaults faults)
    {
        foreach (var setting in configuration.GetChildren())
        {
            var isSection = setting.GetChildren().Any();
            var ours = isSection ? Sections : Single;
            if (ours.Contains(setting.Key, StringComparer.OrdinalIgnoreCase) || Spelling.Nearest(setting.Key, ours, Math.Min(MostWrong, setting.Key.Length / 4)) is not { } meant) continue;
            faults.Add(isSection ? $"{setting.Key}__…" : setting.Key, $"{(isSection ? $"{meant}__…" : meant)}, or left out: there is no such setting");
        }
    }
}
