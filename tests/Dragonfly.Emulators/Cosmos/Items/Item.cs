using Dragonfly.Emulators.Cosmos.Partitions;
using Dragonfly.Emulators.Cosmos.Query;

namespace Dragonfly.Emulators.Cosmos.Items;

/// <summary>
/// An item as it is kept: with the system properties, as value and as JSON. <paramref name="Rid"/> is its number in the container,
/// <paramref name="Lsn"/> the write of its partition that last changed it, <paramref name="Expires"/> when TTL removes it, in seconds since 1970,
/// <paramref name="Terms"/> what the index has of it.
/// </summary>
internal sealed record Item(
    string Id, PartitionKey Key, ulong Rid, string ResourceId, string ETag, long Lsn, long Timestamp, long? Expires, Query.Object Value, byte[] Json, IReadOnlySet<string> Terms)
{
    private static readonly Query.Object Nothing = new(new Dictionary<string, Value>());
    private static readonly HashSet<string> NoTerms = [];

    /// <summary>A place in the order of changes that is no item.</summary>
    public static Item Marker(long lsn, ulong rid) => new("", new("", ""), rid, "", "", lsn, 0, null, Nothing, [], NoTerms);
}
