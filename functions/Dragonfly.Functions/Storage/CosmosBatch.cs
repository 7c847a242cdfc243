using Microsoft.Azure.Cosmos;

namespace Dragonfly.Functions.Storage;

/// <summary>Writes of items of one partition that happen together or not at all, in the order they are added. Cosmos DB takes at most <see cref="MostOperations"/> of them and 2 MB.</summary>
internal sealed class CosmosBatch(string partition)
{
    /// <summary>How many writes a batch can hold.</summary>
    public const int MostOperations = 100;

    private readonly List<Action<TransactionalBatch>> operations = [];

    /// <summary>The partition.</summary>
    public string Partition => partition;

    /// <summary>How many writes there are.</summary>
    public int Count => operations.Count;

    /// <summary>Makes a new item; the batch loses if there is one with its id.</summary>
    public CosmosBatch Create<T>(T item) => Add(batch => batch.CreateItem(item, Quiet()));

    /// <summary>Replaces an item; the batch loses if it is not at the version that was read.</summary>
    public CosmosBatch Replace<T>(string id, T item, string etag) => Add(batch => batch.ReplaceItem(id, item, Quiet(etag)));

    /// <summary>Writes an item whether or not there is one.</summary>
    public CosmosBatch Upsert<T>(T item) => Add(batch => batch.UpsertItem(item, Quiet()));

    /// <summary>Deletes an item; the batch loses if there is none, or it is not at the version that was read.</summary>
    public CosmosBatch Delete(string id, string? etag = null) => Add(batch => batch.DeleteItem(id, Quiet(etag)));

    internal TransactionalBatch Of(Container container)
    {
        var batch = container.CreateTransactionalBatch(new PartitionKey(partition));
        foreach (var add in operations) add(batch);
        return batch;
    }

    // What was written need not come back.
    private static TransactionalBatchItemRequestOptions Quiet(string? etag = null) => new() { EnableContentResponseOnWrite = false, IfMatchEtag = etag };

    private CosmosBatch Add(Action<TransactionalBatch> operation)
    {
        operations.Add(operation);
        return this;
    }
}
