using System.Globalization;
using Dragonfly.Emulators.Cosmos.Http;
using Dragonfly.Emulators.Cosmos.Partitions;
using Dragonfly.Emulators.Cosmos.Query;
using Dragonfly.Emulators.Cosmos.Resources;

namespace Dragonfly.Emulators.Cosmos.Items;

/// <summary>Makes the item that is kept from the body that was sent: checks it, and adds the system properties.</summary>
internal sealed class ItemMaker(Container container, PartitionKey key, DateTimeOffset now)
{
    public Item Make(Query.Object body, string id, Item? old, long lsn, int nth)
    {
        if (PartitionKey.OfItem(body, container.KeyPath) != key)
            throw new RefusedException(400, "PartitionKey extracted from document doesn't match the one specified in the header.", 1001);
        var (rid, resourceId) = old is null ? container.NextItem() : (old.Rid, old.ResourceId);
        var timestamp = now.ToUnixTimeSeconds();
        // Unlike any other ETag of the item: partition's write, place in that write, and the second.
        var etag = string.Create(CultureInfo.InvariantCulture, $"\"{lsn:x8}-{nth & 0xFFFF:x4}-{rid & 0xFFFF:x4}-0000-{timestamp:x12}\"");
        var members = new OrderedDictionary<string, Value>(StringComparer.Ordinal);
        foreach (var (name, value) in body.Members)
        {
            if (!ItemRules.IsSystem(name)) members[name] = value;
        }
        members["_rid"] = new Text(resourceId);
        members["_self"] = new Text($"dbs/{container.DatabaseResourceId}/colls/{container.ResourceId}/docs/{resourceId}/");
        members["_etag"] = new Text(etag);
        members["_attachments"] = new Text("attachments/");
        members["_ts"] = new Number(timestamp);
        var item = new Query.Object(members);
        return new(id, key, rid, resourceId, etag, lsn, timestamp, Expiry(body, timestamp), item, ValueJson.Bytes(item), IndexTerms.Of(container.Indexing, item));
    }

    private long? Expiry(Query.Object body, long timestamp)
    {
        var own = Read.Member(body, "ttl");
        if (own is not (Undefined or Null) && Read.Number(body, "ttl") is not (-1 or > 0 and <= int.MaxValue))
            throw new RefusedException(400, "The input ttl must be a positive number of seconds, or -1.");
        if (container.DefaultTtl is not { } seconds) return null;
        var lives = own is Number ? Read.Number(body, "ttl")!.Value : seconds;
        return lives < 0 ? null : timestamp + lives;
    }
}
