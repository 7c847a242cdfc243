namespace Dragonfly.Core.Clips.Media;

/// <summary>Reads one format: is shown the bytes that it asks for, one lot after another.</summary>
internal abstract class MediaReader
{
    /// <summary>The most bytes that a reader asks to see at once.</summary>
    public const int MostBytes = 256;

    /// <summary>How many bytes tell what kind of file it is.</summary>
    public const int SignatureLength = 12;

    /// <summary>What it wants first, from the file's first byte.</summary>
    public abstract Want Start { get; }

    /// <summary>The media type.</summary>
    protected abstract string ContentType { get; }

    /// <summary>What is wrong with the file so far.</summary>
    protected string? Fault { get; private set; }

    /// <summary>The reader for a file that begins so; null when there is none.</summary>
    public static MediaReader? For(ReadOnlySpan<byte> start) => start switch
    {
        [0xFF, 0xD8, 0xFF, ..] => new JpegReader(),
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => new PngReader(),
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'A', (byte)'V', (byte)'I', (byte)' '] => new AviReader(),
        { Length: SignatureLength } => BoxReader.KindOf(start) is { } kind ? new BoxReader(kind) : null,
        _ => null,
    };

    /// <summary>Is shown what it asked for, and says what it wants next.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="position">Where in the file the byte after them is.</param>
    public abstract Want Next(ReadOnlySpan<byte> bytes, long position);

    /// <summary>Says what it was.</summary>
    /// <param name="length">How long the file is.</param>
    /// <param name="isBoundary">Whether it ends where something else might begin, and not in the middle of something.</param>
    public MediaFacts Finish(long length, bool isBoundary) =>
        Fault is null && (!isBoundary || !IsWhole(length)) ? new(ContentType, Fault: MediaFacts.Truncated) : new(ContentType, Fault is null ? Seconds : null, Fault ?? LastFault);

    /// <summary>Whether a file that ends here has all that it needs.</summary>
    protected abstract bool IsWhole(long length);

    /// <summary>How long it plays, when it is whole; null where that is not said.</summary>
    protected virtual double? Seconds => null;

    /// <summary>What is wrong with a file that is whole.</summary>
    protected virtual string? LastFault => null;

    /// <summary>Notes that the file breaks the rules; nothing more is looked at.</summary>
    public Want Broken(string fault = MediaFacts.Malformed)
    {
        Fault = fault;
        return Want.All;
    }

    /// <summary>A length that a file may have; what is absurd is none, and so is no time at all.</summary>
    protected static double? Plausible(double seconds) => seconds is > 0 and < 1e8 ? seconds : null;
}
