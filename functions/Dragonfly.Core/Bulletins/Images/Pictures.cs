namespace Dragonfly.Core.Bulletins.Images;

/// <summary>
/// Takes a picture that somebody attaches apart, and puts together what draws it and nothing else: where and when it was taken, by which device, small copies of what was cut
/// away, comments, and whatever hides behind its end, all stay out. What it is, is told by its content. Pixels are neither decoded nor changed, but for counting a PNG's.
/// </summary>
public static class Pictures
{
    /// <summary>The most pixels.</summary>
    public const long MostPixels = 50_000_000;

    /// <summary>The most bytes that a PNG's pixels take once they are not compressed.</summary>
    public const long MostPixelBytes = 256L * 1024 * 1024;

    /// <summary>The picture without what does not draw it, or why it is none.</summary>
    public static CleanPicture Clean(ReadOnlyMemory<byte> file)
    {
        var bytes = file.Span;
        return bytes.StartsWith(JpegCleaner.Signature) ? JpegCleaner.Clean(bytes)
            : bytes.StartsWith(PngCleaner.Signature) ? PngCleaner.Clean(file)
            : CleanPicture.Faulty(PictureFault.NotAPicture);
    }

    /// <summary>Why a picture of such a size is not taken; null when it is.</summary>
    internal static string? FaultOf(long width, long height) =>
        width == 0 || height == 0 ? PictureFault.Broken : width * height > MostPixels ? PictureFault.TooLarge : null;
}
