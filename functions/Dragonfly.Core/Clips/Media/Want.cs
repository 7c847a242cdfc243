namespace Dragonfly.Core.Clips.Media;

/// <summary>What a reader wants of the bytes that come.</summary>
/// <param name="Skip">How many are passed over first.</param>
/// <param name="Bytes">How many it then wants to see, together.</param>
/// <param name="Scan">In between, all are passed over up to the first of this value and with it; null for none.</param>
internal readonly record struct Want(long Skip, int Bytes, byte? Scan = null)
{
    /// <summary>A <see cref="Skip"/> that does not end before the file does.</summary>
    public const long Rest = long.MaxValue;

    /// <summary>Everything that may still come is passed over.</summary>
    public static Want All { get; } = new(Rest, 1);

    public static Want See(int bytes) => new(0, bytes);
}
