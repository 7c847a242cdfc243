namespace Dragonfly.Core.Clips;

/// <summary>What files of clips are called outside the store.</summary>
public static class MediaNames
{
    /// <summary>A clip's file: its id, with the ending of what it is.</summary>
    public static string FileOf(Clip clip) => $"{clip.Id}{EndingOf(clip.Content?.ContentType)}";

    private static string EndingOf(string? contentType) => contentType switch
    {
        "video/mp4" => ".mp4",
        "video/quicktime" => ".mov",
        "video/x-msvideo" => ".avi",
        "image/jpeg" => ".jpg",
        "image/png" => ".png",
        _ => ".bin",
    };
}
