namespace Dragonfly.Core.Clips;

/// <summary>What a file is by its content, whatever its name or anybody says.</summary>
/// <param name="ContentType">One of <c>video/x-msvideo</c>, <c>video/mp4</c>, <c>video/quicktime</c>, <c>image/jpeg</c> and <c>image/png</c>; null when it is none of them.</param>
/// <param name="Seconds">How long it plays; null where its container does not say.</param>
/// <param name="Fault">Why it must not pass for whole and sound, by its code; null when nothing is wrong with it.</param>
public sealed record MediaFacts(string? ContentType, double? Seconds = null, string? Fault = null)
{
    /// <summary>A fault: there is nothing in it.</summary>
    public const string Empty = "empty";

    /// <summary>A fault: it is no video and no picture of a kind that we know.</summary>
    public const string NotMedia = "notMedia";

    /// <summary>A fault: it ends before it is whole.</summary>
    public const string Truncated = "truncated";

    /// <summary>A fault: it breaks the rules of its format, or goes on after its end.</summary>
    public const string Malformed = "malformed";

    /// <summary>A fault: there is no picture in it, such as in sound alone.</summary>
    public const string NoVideo = "noVideo";
}
