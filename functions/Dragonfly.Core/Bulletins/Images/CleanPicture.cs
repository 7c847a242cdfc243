namespace Dragonfly.Core.Bulletins.Images;

/// <summary>What is left of a picture, or why nothing is.</summary>
/// <param name="ContentType"><c>image/jpeg</c> or <c>image/png</c>.</param>
/// <param name="Content">The file.</param>
/// <param name="Fault">Why it is not taken, one of <see cref="PictureFault"/>; null when it is.</param>
public sealed record CleanPicture(string ContentType, ReadOnlyMemory<byte> Content, string? Fault)
{
    internal static CleanPicture Faulty(string fault) => new("", default, fault);
}

/// <summary>Why a picture is not taken.</summary>
public static class PictureFault
{
    /// <summary>It is neither a JPEG nor a PNG.</summary>
    public const string NotAPicture = "notAPicture";

    /// <summary>It says that it is one and is not, or breaks off.</summary>
    public const string Broken = "brokenPicture";

    /// <summary>It has too many pixels.</summary>
    public const string TooLarge = "pictureTooLarge";

    /// <summary>It is a JPEG of a kind that browsers do not show.</summary>
    public const string Unsupported = "unsupportedPicture";
}
