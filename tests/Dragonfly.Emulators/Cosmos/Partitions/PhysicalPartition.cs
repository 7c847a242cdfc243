using Dragonfly.Emulators.Cosmos.Items;

namespace Dragonfly.Emulators.Cosmos.Partitions;

/// <summary>One physical partition: the range of effective partition keys it has, its items in the order they were made and in the order they were changed.</summary>
internal sealed class PhysicalPartition(int id, string min, string max, IReadOnlyList<int> parents, long lsn)
{
    private readonly SortedDictionary<ulong, Item> _byRid = [];
    private readonly TermIndex _byTerm = new();
    private readonly SortedSet<Item> _byChange = new(Comparer<Item>.Create((a, b) => (a.Lsn, a.Rid).CompareTo((b.Lsn, b.Rid))));

    public int Id => id;

    public string Min => min;

    public string Max => max;

    /// <summary>The partitions it came from, the oldest first.</summary>
    public IReadOnlyList<int> Parents => parents;

    /// <summary>Counts this partition's writes; a batch is one write.</summary>
    public long Lsn { get; private set; } = lsn;

    public IReadOnlyCollection<Item> Items => _byRid.Values;

    public string Session => $"{id}:-1#{Lsn}";

    public bool Has(string effective) => string.CompareOrdinal(effective, min) >= 0 && string.CompareOrdinal(effective, max) < 0;

    public long NextLsn() => ++Lsn;

    public void Put(Item item, Item? old)
    {
        if (old is not null) Forget(old);
        _byTerm.Add(item);
        _byRid[item.Rid] = item;
        _byChange.Add(item);
    }

    public void Remove(Item item)
    {
        _byRid.Remove(item.Rid);
        Forget(item);
    }

    /// <summary>The items that have one of some terms, in the order they were made.</summary>
    public IEnumerable<Item> WithAny(IReadOnlyList<string> terms) => _byTerm.Of(terms).Select(rid => _byRid[rid]);

    /// <summary>How many items some terms lead to at most.</summary>
    public int Count(IReadOnlyList<string> terms) => _byTerm.Count(terms);

    /// <summary>The items whose last change came after a write, oldest change first.</summary>
    public IEnumerable<Item> ChangedAfter(long after)
    {
        // Nothing is enumerated up to the first change wanted: a feed that is caught up costs next to nothing.
        if (_byChange.Max is not { } last || last.Lsn <= after) return [];
        return _byChange.GetViewBetween(Item.Marker(after, ulong.MaxValue), last);
    }

    private void Forget(Item item)
    {
        _byTerm.Remove(item);
        _byChange.Remove(item);
    }
}
