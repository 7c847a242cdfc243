using System.Globalization;
using Dragonfly.Emulators.Cosmos.Http;

namespace Dragonfly.Emulators.Cosmos.Partitions;

/// <summary>The physical partitions of a container, and which went when they were split.</summary>
internal sealed class PartitionMap
{
    // Keys hash to 126 bits: the two highest are clear.
    private static readonly UInt128 Keys = UInt128.One << 126;

    private readonly List<PhysicalPartition> _all = [];
    private int _lastId = -1;

    public PartitionMap(int count)
    {
        for (var i = 0; i < count; i++) _all.Add(new(++_lastId, Bound(i, count), Bound(i + 1, count), [], 0));
    }

    /// <summary>Counts splits, so that a caller can ask what changed since.</summary>
    public int Version { get; private set; } = 1;

    /// <summary>In the order of their ranges.</summary>
    public IReadOnlyList<PhysicalPartition> All => _all;

    public PhysicalPartition Of(string effective) => _all.Find(partition => partition.Has(effective))
        ?? throw new InvalidOperationException($"No partition has {effective}.");

    /// <exception cref="RefusedException">410 with sub status 1002: it was split, or never was.</exception>
    public PhysicalPartition ById(string id) =>
        _all.Find(partition => partition.Id.ToString(CultureInfo.InvariantCulture) == id)
        ?? throw new RefusedException(410, $"Partition key range {id} is gone.", 1002);

    /// <summary>Those that a range of effective keys overlaps.</summary>
    public IReadOnlyList<PhysicalPartition> Over(string min, string max) =>
        [.. _all.Where(partition => string.CompareOrdinal(partition.Min, max) < 0 && string.CompareOrdinal(min, partition.Max) < 0)];

    /// <summary>Splits one in two at the middle of its range; its items go to the two, with their places in the order of changes.</summary>
    public (PhysicalPartition Left, PhysicalPartition Right) Split(PhysicalPartition old)
    {
        var middle = Hex((Parse(old.Min, 0) + Parse(old.Max, Keys)) / 2);
        IReadOnlyList<int> parents = [.. old.Parents, old.Id];
        var left = new PhysicalPartition(++_lastId, old.Min, middle, parents, old.Lsn);
        var right = new PhysicalPartition(++_lastId, middle, old.Max, parents, old.Lsn);
        foreach (var item in old.Items) (left.Has(item.Key.Effective) ? left : right).Put(item, old: null);
        var at = _all.IndexOf(old);
        _all.RemoveAt(at);
        _all.InsertRange(at, [left, right]);
        Version++;
        return (left, right);
    }

    private static string Bound(int index, int count) =>
        index == 0 ? PartitionKey.Lowest : index == count ? PartitionKey.Highest : Hex(Keys / (UInt128)count * (UInt128)index);

    private static UInt128 Parse(string effective, UInt128 otherwise) =>
        effective.Length == 32 ? UInt128.Parse(effective, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : otherwise;

    private static string Hex(UInt128 value) => value.ToString("X32", CultureInfo.InvariantCulture);
}
