using Dragonfly.Emulators.Cosmos.ChangeFeed;
using Dragonfly.Emulators.Cosmos.Charges;
using Dragonfly.Emulators.Cosmos.Items;
using Dragonfly.Emulators.Cosmos.Partitions;
using Dragonfly.Emulators.Cosmos.Query;
using Dragonfly.Emulators.Cosmos.Resources;

namespace Dragonfly.Emulators.Cosmos.Http;

/// <summary>Requests for many items: queries, their plans, and the change feed.</summary>
internal sealed class FeedEndpoints(RuModel rates, TimeProvider clock)
{
    private const int DefaultPage = 1000;

    public ServiceAnswer Query(ServiceRequest request, Container container)
    {
        var spec = QuerySpec.Parse(request.Body);
        var query = Parser.Parse(spec.Text);
        var run = new QueryRun(query, spec, container.Indexing);
        lock (container.Gate)
        {
            container.Expire(clock.GetUtcNow().ToUnixTimeSeconds());
            var range = FeedRange.Of(request, container);
            var page = run.Page(range.Items(run.Terms), PageSize(request), PagePosition.Parse(request.Header(HeaderNames.Continuation)));
            var answer = new ServiceAnswer(200, rates.Query(page.Lookups, page.LoadedBytes), ValueJson.Bytes(ResourceJson.Feed("Documents", page.Results, container.ResourceId)))
            {
                Query = spec.Text,
            };
            if (page.Next is { } next) answer.With(HeaderNames.Continuation, next.Token());
            return answer
                .With(HeaderNames.ItemCount, page.Results.Count)
                .With(HeaderNames.Session, range.Partition.Session)
                .With(HeaderNames.PartitionRange, range.Partition.Id)
                .With(HeaderNames.Lsn, range.Partition.Lsn)
                .With(HeaderNames.ExecutionInfo, $"{{\"reverseRidEnabled\":false,\"reverseIndexScan\":{(page.ReverseScan ? "true" : "false")}}}");
        }
    }

    public ServiceAnswer QueryPlan(ServiceRequest request, Container container) =>
        new(200, RuModel.Metadata, ValueJson.Bytes(Cosmos.Query.QueryPlan.Of(QuerySpec.Parse(request.Body), container.KeyPath)));

    public ServiceAnswer Changes(ServiceRequest request, Container container)
    {
        lock (container.Gate)
        {
            var now = clock.GetUtcNow();
            container.Expire(now.ToUnixTimeSeconds());
            var range = FeedRange.Of(request, container);
            return ChangeFeedRun.Answer(request, container, range, PageSize(request), rates);
        }
    }

    private static int PageSize(ServiceRequest request) => request.Number(HeaderNames.MaxItems) is > 0 and { } size ? size : DefaultPage;
}
