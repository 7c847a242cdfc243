namespace Dragonfly.Core.Clips.Media;

/// <summary>Where the parts end that a place in a file is inside of.</summary>
internal sealed class Nesting
{
    // No sound file goes deeper: moov, trak, mdia, minf, stbl.
    private const int Deepest = 8;

    private readonly Stack<long> ends = new(Deepest);

    public bool IsOutermost => ends.Count == 0;

    /// <summary>Where the innermost ends; outside of all, nowhere.</summary>
    public long End => ends.TryPeek(out var end) ? end : long.MaxValue;

    /// <returns>False when that is too deep.</returns>
    public bool Enter(long end)
    {
        ends.Push(end);
        return ends.Count <= Deepest;
    }

    /// <summary>Leaves what ends at a place.</summary>
    public void LeaveAt(long position)
    {
        while (ends.TryPeek(out var end) && end == position) ends.Pop();
    }

    /// <summary>Whether everything ends there.</summary>
    public bool EndsAt(long length) => ends.All(end => end == length);
}
