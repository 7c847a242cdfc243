namespace Dragonfly.Local;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood, 2014): the same seed gives the same numbers on every machine and every runtime, which nobody promises of
/// <see cref="Random"/>. Not for secrets.
/// </summary>
internal sealed class SeededRandom(int seed)
{
    private ulong _state = unchecked((ulong)seed);

    /// <summary>0 included to <paramref name="bound"/> excluded.</summary>
    public int Next(int bound) => (int)(((Bits() >> 32) * (ulong)bound) >> 32);

    /// <summary>0 included to 1 excluded.</summary>
    public double NextDouble() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary><paramref name="low"/> included to <paramref name="high"/> excluded.</summary>
    public int Next(int low, int high) => low + Next(high - low);

    /// <summary><paramref name="low"/> included to <paramref name="high"/> excluded.</summary>
    public double Between(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary>True once in so many times.</summary>
    public bool OneIn(int times) => Next(times) == 0;

    /// <summary>One of the items.</summary>
    public T Pick<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    /// <summary>
    /// A point of the unit disk, even over its area. Rejection instead of sine and cosine: only operations that IEEE 754 rounds exactly, so that no
    /// machine's math library can move it.
    /// </summary>
    public (double X, double Y) InDisk()
    {
        while (true)
        {
            var (x, y) = (Between(-1, 1), Between(-1, 1));
            if ((x * x) + (y * y) <= 1) return (x, y);
        }
    }

    private ulong Bits()
    {
        unchecked
        {
            var z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
