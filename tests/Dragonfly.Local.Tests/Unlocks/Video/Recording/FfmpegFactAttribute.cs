using Dragonfly.Local.Unlocks.Video.Recording;
using Microsoft.Extensions.Configuration;

namespace Dragonfly.Local.Tests.Unlocks.Video.Recording;

/// <summary>A test that needs ffmpeg: skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FfmpegFactAttribute : FactAttribute
{
    public FfmpegFactAttribute()
    {
        if (Program is null) Skip = "there is no ffmpeg on this machine";
    }

    /// <summary>Where it is, or null.</summary>
    public static string? Program { get; } = Ffmpeg.Find(new ConfigurationBuilder().Build());
}
