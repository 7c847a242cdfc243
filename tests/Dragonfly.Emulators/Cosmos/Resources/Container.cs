using System.Diagnostics.CodeAnalysis;
using Dragonfly.Emulators.Cosmos.Http;
using Dragonfly.Emulators.Cosmos.Items;
using Dragonfly.Emulators.Cosmos.Partitions;
using Dragonfly.Emulators.Cosmos.Query;

namespace Dragonfly.Emulators.Cosmos.Resources;

/// <summary>A container: its definition, its physical partitions and, by logical partition, its items. Whoever touches it holds <see cref="Gate"/>.</summary>
internal sealed class Container
{
    private readonly uint _database;
    private readonly uint _number;
    private readonly Dictionary<(PartitionKey Key, string Id), Item> _items = [];
    private readonly Dictionary<PartitionKey, SortedDictionary<ulong, Item>> _logical = [];
    private readonly SortedSet<Item> _expiring = new(Comparer<Item>.Create((a, b) => (a.Expires ?? 0, a.Rid).CompareTo((b.Expires ?? 0, b.Rid))));
    private ulong _lastItem;

    public Container(uint database, uint number, Value definition, int partitions)
    {
        (_database, _number) = (database, number);
        Partitions = new PartitionMap(partitions);
        Define(definition);
        Name = Read.Text(definition, "id") ?? throw new RefusedException(400, "The container has no id.");
        KeyPath = Read.List(Read.Member(definition, "partitionKey"), "paths") is [Text path] ? path.Chars
            : throw new RefusedException(400, "The stand-in takes containers with a partition key of one path.");
    }

    public Lock Gate { get; } = new();

    public string Name { get; }

    public string KeyPath { get; }

    public string DatabaseResourceId => ResourceIds.Database(_database);

    public string ResourceId => ResourceIds.Container(_database, _number);

    public PartitionMap Partitions { get; }

    /// <summary>As the caller gave it and the service completed it, without system properties.</summary>
    public Value Definition { get; private set; }

    public IndexingPolicy Indexing { get; private set; }

    /// <summary>Seconds that an item lives after its last change; -1: for ever, unless the item says otherwise; null: TTL is off.</summary>
    public long? DefaultTtl { get; private set; }

    [MemberNotNull(nameof(Definition), nameof(Indexing))]
    public void Define(Value definition)
    {
        Definition = ContainerDefinition.Complete(definition);
        Indexing = new IndexingPolicy(Read.Member(Definition, "indexingPolicy"));
        DefaultTtl = Read.Number(definition, "defaultTtl");
        // A new policy builds the index anew. (The service takes its time over it; here it is done at once.)
        foreach (var item in _items.Values.ToList()) Put(item with { Terms = IndexTerms.Of(Indexing, item.Value) });
    }

    public (ulong Rid, string ResourceId) NextItem() => (++_lastItem, ResourceIds.Item(_database, _number, _lastItem));

    public Item? Find(PartitionKey key, string id) => _items.GetValueOrDefault((key, id));

    /// <summary>The items of one logical partition in the order they were made.</summary>
    public IReadOnlyCollection<Item> Logical(PartitionKey key) => _logical.TryGetValue(key, out var items) ? items.Values : [];

    public void Put(Item item)
    {
        var old = Find(item.Key, item.Id);
        if (old is not null) Forget(old);
        _items[(item.Key, item.Id)] = item;
        if (!_logical.TryGetValue(item.Key, out var logical)) _logical[item.Key] = logical = [];
        logical[item.Rid] = item;
        Partitions.Of(item.Key.Effective).Put(item, old);
        if (item.Expires is not null) _expiring.Add(item);
    }

    public void Remove(Item item)
    {
        Forget(item);
        _items.Remove((item.Key, item.Id));
        Partitions.Of(item.Key.Effective).Remove(item);
    }

    /// <summary>Removes what TTL says is over: from that moment no read, query or feed shows it.</summary>
    public void Expire(long now)
    {
        while (_expiring.Min is { } first && first.Expires <= now) Remove(first);
    }

    private void Forget(Item item)
    {
        _expiring.Remove(item);
        var logical = _logical[item.Key];
        logical.Remove(item.Rid);
        if (logical.Count == 0) _logical.Remove(item.Key);
    }
}
