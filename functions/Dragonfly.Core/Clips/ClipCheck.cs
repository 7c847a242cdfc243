namespace Dragonfly.Core.Clips;

/// <summary>Whether a file is the recording that was asked for.</summary>
public static class ClipCheck
{
    // Recorders cut at key frames, which are some seconds apart.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(10);

    /// <summary>Why it is not, by its code; null when it is.</summary>
    /// <param name="wish">What was asked for.</param>
    /// <param name="claimed">The media type that whoever sent it gave it.</param>
    /// <param name="received">How long it was when it came.</param>
    /// <param name="content">What it is.</param>
    public static string? FaultIn(ClipWish wish, string claimed, long received, ClipContent content) => content switch
    {
        _ when content.Length != received => "changedSinceUpload",
        _ when !content.ContentType.StartsWith("video/", StringComparison.Ordinal) => "notVideo",
        _ when !claimed.Equals(content.ContentType, StringComparison.OrdinalIgnoreCase) => "wrongContentType",
        { Seconds: { } seconds } when wish is { From: { } from, To: { } to } && Math.Abs(seconds - (to - from).TotalSeconds) > Slack.TotalSeconds => "wrongLength",
        _ => null,
    };
}
