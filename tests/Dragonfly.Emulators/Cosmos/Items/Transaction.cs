using Dragonfly.Emulators.Cosmos.Charges;
using Dragonfly.Emulators.Cosmos.Http;
using Dragonfly.Emulators.Cosmos.Partitions;
using Dragonfly.Emulators.Cosmos.Query;
using Dragonfly.Emulators.Cosmos.Resources;

namespace Dragonfly.Emulators.Cosmos.Items;

/// <summary>
/// Operations on the items of one logical partition that happen together or not at all: one for a single request, several for a batch.
/// Each sees what those before it did. The caller holds the container's gate until <see cref="Commit"/>.
/// </summary>
internal sealed class Transaction(Container container, PartitionKey key, RuModel rates, DateTimeOffset now)
{
    private readonly Dictionary<string, Item?> _changes = new(StringComparer.Ordinal);
    private readonly PhysicalPartition _partition = container.Partitions.Of(key.Effective);
    private readonly ItemMaker _maker = new(container, key, now);
    private int _writes;

    public PhysicalPartition Partition => _partition;

    public OperationResult Read(string id, string? ifNoneMatch)
    {
        if (Find(id) is not { } item) return new(404, rates.Miss, Error: $"Entity with the specified id does not exist in the system: {id}");
        return ifNoneMatch == item.ETag ? new(304, rates.Miss, item) : new(200, rates.PointRead(item.Json.Length), item);
    }

    public OperationResult Create(Query.Object body)
    {
        var id = ItemRules.IdOf(body);
        if (Find(id) is not null) return new(409, rates.Refused, Error: "Entity with the specified id already exists in the system.");
        var item = Put(body, id, old: null);
        return new(201, rates.Create(item.Json.Length, item.Terms.Count), item);
    }

    public OperationResult Replace(string id, Query.Object body, string? ifMatch)
    {
        if (Find(id) is not { } old) return new(404, rates.Refused, Error: $"Entity with the specified id does not exist in the system: {id}");
        if (!Matches(old, ifMatch)) return Stale();
        var newId = ItemRules.IdOf(body);
        if (newId != id) throw new RefusedException(400, "The id of the item cannot be changed by a replacement.");
        return Replaced(Put(body, id, old), old, 200);
    }

    public OperationResult Upsert(Query.Object body, string? ifMatch)
    {
        var id = ItemRules.IdOf(body);
        if (Find(id) is not { } old) return Create(body);
        return Matches(old, ifMatch) ? Replaced(Put(body, id, old), old, 200) : Stale();
    }

    public OperationResult Delete(string id, string? ifMatch)
    {
        if (Find(id) is not { } old) return new(404, rates.Refused, Error: $"Entity with the specified id does not exist in the system: {id}");
        if (!Matches(old, ifMatch)) return Stale();
        _changes[id] = null;
        return new(204, rates.Delete(old.Json.Length, old.Terms.Count));
    }

    /// <summary>Makes the changes at once, under the partition's next number.</summary>
    public void Commit()
    {
        if (_changes.Count == 0) return;
        _partition.NextLsn();
        foreach (var (id, item) in _changes)
        {
            if (item is not null) container.Put(item);
            else if (container.Find(key, id) is { } gone) container.Remove(gone);
        }
    }

    private Item? Find(string id) => _changes.TryGetValue(id, out var item) ? item : container.Find(key, id);

    private Item Put(Query.Object body, string id, Item? old)
    {
        var item = _maker.Make(body, id, old, _partition.Lsn + 1, _writes++);
        _changes[id] = item;
        return item;
    }

    private OperationResult Replaced(Item item, Item old, int status) =>
        new(status, rates.Replace(old.Json.Length, item.Json.Length, IndexTerms.Changed(old, item)), item);

    private OperationResult Stale() =>
        new(412, rates.Refused, Error: "One of the specified pre-condition is not met.");

    private static bool Matches(Item item, string? ifMatch) => ifMatch is null or "*" || ifMatch == item.ETag;
}
