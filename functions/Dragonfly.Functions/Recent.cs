namespace Dragonfly.Functions;

/// <summary>
/// Remembers what was used lately, and never more than twice a given number of items: when a generation is full the one before it is forgotten, but for what was
/// used since. Safe for several threads.
/// </summary>
/// <param name="generation">How many items make a generation.</param>
internal sealed class Recent<TKey, TValue>(int generation) where TKey : notnull
{
    private readonly Lock gate = new();
    private Dictionary<TKey, TValue> young = [];
    private Dictionary<TKey, TValue> old = [];

    /// <summary>What is remembered under a key; if nothing is, what <paramref name="make"/> makes is from now on. It runs once, under the lock.</summary>
    public TValue GetOrAdd(TKey key, Func<TKey, TValue> make)
    {
        lock (gate)
        {
            if (young.TryGetValue(key, out var value)) return value;
            if (!old.Remove(key, out value)) value = make(key);
            if (young.Count >= generation) (old, young) = (young, []);
            young[key] = value;
            return value;
        }
    }
}
