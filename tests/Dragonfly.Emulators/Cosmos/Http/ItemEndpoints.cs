using System.Globalization;
using Dragonfly.Emulators.Cosmos.Batch;
using Dragonfly.Emulators.Cosmos.Charges;
using Dragonfly.Emulators.Cosmos.Items;
using Dragonfly.Emulators.Cosmos.Partitions;
using Dragonfly.Emulators.Cosmos.Resources;

namespace Dragonfly.Emulators.Cosmos.Http;

/// <summary>Requests for one item, and batches.</summary>
internal sealed class ItemEndpoints(RuModel rates, TimeProvider clock)
{
    public ServiceAnswer Create(ServiceRequest request, Container container)
    {
        var body = ItemRules.Parse(request.Body);
        return Once(request, container, transaction => transaction.Create(body));
    }

    public ServiceAnswer Upsert(ServiceRequest request, Container container)
    {
        var body = ItemRules.Parse(request.Body);
        return Once(request, container, transaction => transaction.Upsert(body, request.Header(HeaderNames.IfMatch)));
    }

    public ServiceAnswer Replace(ServiceRequest request, Container container)
    {
        var body = ItemRules.Parse(request.Body);
        return Once(request, container, transaction => transaction.Replace(request.Segments[5], body, request.Header(HeaderNames.IfMatch)));
    }

    public ServiceAnswer Delete(ServiceRequest request, Container container) =>
        Once(request, container, transaction => transaction.Delete(request.Segments[5], request.Header(HeaderNames.IfMatch)));

    public ServiceAnswer Read(ServiceRequest request, Container container) =>
        Once(request, container, transaction => transaction.Read(request.Segments[5], request.Header(HeaderNames.IfNoneMatch)));

    public ServiceAnswer Batch(ServiceRequest request, Container container)
    {
        var operations = BatchReader.Read(request.Body);
        return InPartition(request, container, transaction => BatchRun.Answer(operations, transaction));
    }

    private ServiceAnswer Once(ServiceRequest request, Container container, Func<Transaction, OperationResult> operation) =>
        InPartition(request, container, transaction =>
        {
            var result = operation(transaction);
            if (result.Failed) return ServiceAnswer.Error(result.Status, result.Error!, result.SubStatus, result.Charge);
            transaction.Commit();
            var minimal = request.Method != "GET" && request.Header(HeaderNames.Prefer) == "return=minimal";
            var answer = new ServiceAnswer(result.Status, result.Charge, minimal || result.Status == 304 ? null : result.Item?.Json);
            if (result.Item is { } item) answer.With(HeaderNames.ETag, item.ETag);
            return answer;
        });

    private ServiceAnswer InPartition(ServiceRequest request, Container container, Func<Transaction, ServiceAnswer> act)
    {
        var header = request.Header(HeaderNames.PartitionKey) ?? throw new RefusedException(400, "PartitionKey value must be supplied for this operation.");
        var key = PartitionKey.FromHeader(header);
        lock (container.Gate)
        {
            var now = clock.GetUtcNow();
            container.Expire(now.ToUnixTimeSeconds());
            // A request that names the physical partition, as the SDK's batches do, fails when that one was split.
            if (request.Header(HeaderNames.PartitionRange) is { } range) container.Partitions.ById(range);
            var transaction = new Transaction(container, key, rates, now);
            var answer = act(transaction);
            return answer.With(HeaderNames.Session, transaction.Partition.Session)
                .With(HeaderNames.PartitionRange, transaction.Partition.Id)
                .With(HeaderNames.Lsn, transaction.Partition.Lsn)
                .With("x-ms-item-lsn", transaction.Partition.Lsn)
                .With("x-ms-global-committed-lsn", transaction.Partition.Lsn);
        }
    }
}
