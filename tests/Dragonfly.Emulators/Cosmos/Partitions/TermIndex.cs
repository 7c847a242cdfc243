using Dragonfly.Emulators.Cosmos.Items;

namespace Dragonfly.Emulators.Cosmos.Partitions;

/// <summary>Which items of a partition have an indexed value, so that a query for one need not go through all.</summary>
internal sealed class TermIndex
{
    private readonly Dictionary<string, HashSet<ulong>> _items = new(StringComparer.Ordinal);

    public void Add(Item item)
    {
        foreach (var term in item.Terms)
        {
            if (!_items.TryGetValue(term, out var rids)) _items[term] = rids = [];
            rids.Add(item.Rid);
        }
    }

    public void Remove(Item item)
    {
        foreach (var term in item.Terms)
        {
            if (!_items.TryGetValue(term, out var rids)) continue;
            rids.Remove(item.Rid);
            if (rids.Count == 0) _items.Remove(term);
        }
    }

    /// <summary>The items that have one of the terms, in the order they were made.</summary>
    public IEnumerable<ulong> Of(IReadOnlyList<string> terms) => terms.SelectMany(term => _items.TryGetValue(term, out var rids) ? rids : []).Distinct().Order();

    /// <summary>How many items the terms lead to at most.</summary>
    public int Count(IReadOnlyList<string> terms) => terms.Sum(term => _items.TryGetValue(term, out var rids) ? rids.Count : 0);
}
