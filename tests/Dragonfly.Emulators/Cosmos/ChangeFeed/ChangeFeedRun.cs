using System.Globalization;
using Dragonfly.Emulators.Cosmos.Charges;
using Dragonfly.Emulators.Cosmos.Http;
using Dragonfly.Emulators.Cosmos.Items;
using Dragonfly.Emulators.Cosmos.Query;
using Dragonfly.Emulators.Cosmos.Resources;

namespace Dragonfly.Emulators.Cosmos.ChangeFeed;

/// <summary>
/// A page of the change feed, latest versions: each item once, at its last change, in the order of changes. The ETag is the partition's write that the
/// page goes up to; <c>If-None-Match</c> says from which to go on (<c>*</c>: from now). What one batch wrote is never spread over two pages.
/// </summary>
internal static class ChangeFeedRun
{
    public static ServiceAnswer Answer(ServiceRequest request, Container container, FeedRange range, int maxItems, RuModel rates)
    {
        if (request.Header(HeaderNames.AIm) is not { } mode || !mode.Equals("Incremental Feed", StringComparison.OrdinalIgnoreCase))
            throw new RefusedException(400, "The stand-in reads items as an incremental feed or by query.");
        var after = After(request, range);
        var since = Since(request);
        var items = new List<Item>();
        var upTo = range.Partition.Lsn;
        foreach (var item in range.Partition.ChangedAfter(after).Where(range.Has).Where(item => item.Timestamp >= since))
        {
            if (items.Count >= maxItems && item.Lsn != items[^1].Lsn)
            {
                upTo = items[^1].Lsn;
                break;
            }
            items.Add(item);
        }
        var answer = items.Count == 0
            ? new ServiceAnswer(304, rates.ChangeFeed(0, 0))
            : new ServiceAnswer(200, rates.ChangeFeed(items.Count, items.Sum(item => (long)item.Json.Length)), Body(container, items));
        return answer
            .With(HeaderNames.ETag, $"\"{upTo.ToString(CultureInfo.InvariantCulture)}\"")
            .With(HeaderNames.ItemCount, items.Count)
            .With(HeaderNames.Session, range.Partition.Session)
            .With(HeaderNames.PartitionRange, range.Partition.Id)
            .With(HeaderNames.Lsn, range.Partition.Lsn);
    }

    private static long After(ServiceRequest request, FeedRange range)
    {
        if (request.Header(HeaderNames.IfNoneMatch) is not { } etag) return 0;
        if (etag == "*") return range.Partition.Lsn;
        return long.TryParse(etag.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var lsn) ? lsn
            : throw new RefusedException(400, "Invalid If-None-Match.");
    }

    private static long Since(ServiceRequest request)
    {
        if (request.Header(HeaderNames.IfModifiedSince) is not { } text || request.Header(HeaderNames.IfNoneMatch) is not (null or "*")) return 0;
        return DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeSeconds();
    }

    private static byte[] Body(Container container, List<Item> items) => ValueJson.Bytes(ResourceJson.Feed("Documents", items.Select(WithLsn), container.ResourceId));

    private static Query.Object WithLsn(Item item) => new(new OrderedDictionary<string, Value>(item.Value.Members, StringComparer.Ordinal) { ["_lsn"] = new Number(item.Lsn) });
}
