using Dragonfly.Emulators.Cosmos.Items;
using Dragonfly.Emulators.Cosmos.Partitions;
using Dragonfly.Emulators.Cosmos.Resources;

namespace Dragonfly.Emulators.Cosmos.Http;

/// <summary>
/// What a query or a feed is asked of: one physical partition, and of it one key or a range of effective keys if the request says so.
/// Nothing outside ever shows.
/// </summary>
internal sealed record FeedRange(PhysicalPartition Partition, Container Container, PartitionKey? Key, string Min, string Max)
{
    /// <exception cref="RefusedException">The partition is gone (410, 1002), or the request would need several.</exception>
    public static FeedRange Of(ServiceRequest request, Container container)
    {
        var map = container.Partitions;
        if (request.Header(HeaderNames.PartitionKey) is { } header)
        {
            if (request.Header(HeaderNames.PartitionRange) is { } named) map.ById(named);
            var key = PartitionKey.FromHeader(header);
            return new(map.Of(key.Effective), container, key, PartitionKey.Lowest, PartitionKey.Highest);
        }
        var min = request.Header(HeaderNames.StartEpk) ?? PartitionKey.Lowest;
        var max = request.Header(HeaderNames.EndEpk) ?? PartitionKey.Highest;
        if (request.Header(HeaderNames.PartitionRange) is { } id) return new(map.ById(id), container, null, min, max);
        var over = map.Over(min, max);
        return over is [var only] ? new(only, container, null, min, max)
            : throw new RefusedException(400, "The request needs a partition key or a partition key range: the stand-in, like Direct mode, answers for one partition.");
    }

    /// <summary>Those that have one of the terms of each list, and perhaps others, in the order they were made.</summary>
    public IEnumerable<Item> Items(IReadOnlyList<IReadOnlyList<string>> terms)
    {
        if (Key is not null) return Container.Logical(Key);
        return (terms.MinBy(Partition.Count) is { } fewest ? Partition.WithAny(fewest) : Partition.Items).Where(Has);
    }

    public bool Has(Item item) => Key is null
        ? string.CompareOrdinal(item.Key.Effective, Min) >= 0 && string.CompareOrdinal(item.Key.Effective, Max) < 0
        : item.Key == Key;
}
