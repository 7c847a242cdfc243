using System.Diagnostics.CodeAnalysis;

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
            Remember(key, value);
            return value;
        }
    }

    /// <summary>What is remembered under a key, if anything is.</summary>
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (gate)
        {
            if (young.TryGetValue(key, out value)) return true;
            if (!old.Remove(key, out value)) return false;
            Remember(key, value);
            return true;
        }
    }

    /// <summary>Remembers something from now on, in place of what was.</summary>
    public void Set(TKey key, TValue value)
    {
        lock (gate)
        {
            old.Remove(key);
            if (!young.ContainsKey(key)) Remember(key, value);
            else young[key] = value;
        }
    }

    private void Remember(TKey key, TValue value)
    {
        if (young.Count >= generation) (old, young) = (young, []);
        young[key] = value;
    }
}
