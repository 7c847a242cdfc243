using System.Collections.Immutable;
using System.Net;
using System.Runtime.CompilerServices;
using Dragonfly.Core.Incidents;
using Microsoft.Azure.Cosmos;

namespace Dragonfly.Functions.Storage;

/// <summary>
/// What one store does with its container. Every call throws <see cref="StoreUnavailableException"/> when Cosmos DB does not answer or refuses; it is measured, and logged
/// when it is slow. A caller's cancellation is honored until a write is sent, and not after: what was sent may be stored whoever still waits.
/// </summary>
/// <param name="calls">How calls are made.</param>
/// <param name="container">Where.</param>
/// <param name="store">The store's name, for messages.</param>
internal sealed class CosmosStore(CosmosCalls calls, Container container, string store)
{
    /// <summary>Reads an item by its id; null when there is none.</summary>
    public async ValueTask<CosmosItem<T>?> ReadAsync<T>(string partition, string id, CancellationToken cancellation)
    {
        using var response = await calls.SendAsync(new(store, container.Id, "read"), token => container.ReadItemStreamAsync(id, new PartitionKey(partition), cancellationToken: token), cancellation);
        if (response.StatusCode is HttpStatusCode.NotFound && response.Headers.SubStatus() is 0) return null;
        calls.Check(new(store, container.Id, "read"), response);
        return new(ItemSerializer.Instance.FromStream<T>(response.Content), response.Headers.ETag);
    }

    /// <summary>Reads many items at once, each by its partition and id; one that does not exist is left out. They are not of one moment.</summary>
    public async ValueTask<ImmutableArray<T>> ReadManyAsync<T>(IReadOnlyCollection<(string Partition, string Id)> items, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (items.Count == 0) return [];
        IReadOnlyList<(string, PartitionKey)> sought = [.. items.Select(item => (item.Id, new PartitionKey(item.Partition)))];
        return [.. await calls.QueryAsync(new(store, container.Id, "readMany"), token => container.ReadManyItemsAsync<T>(sought, cancellationToken: token), cancellation)];
    }

    /// <summary>What a query finds, page by page.</summary>
    /// <param name="operation">What it is called where it is measured.</param>
    /// <param name="query">The query, with its parameters.</param>
    /// <param name="partition">The one partition to look in; null for all.</param>
    /// <param name="page">How many items to fetch at a time, at most.</param>
    /// <param name="cancellation">Stops it.</param>
    public async IAsyncEnumerable<T> QueryAsync<T>(string operation, QueryDefinition query, string? partition, int page, [EnumeratorCancellation] CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var options = new QueryRequestOptions { MaxItemCount = page, PartitionKey = partition is null ? null : new PartitionKey(partition) };
        using var pages = container.GetItemQueryIterator<T>(query, requestOptions: options);
        while (pages.HasMoreResults)
        {
            foreach (var item in await calls.QueryAsync(new(store, container.Id, operation), pages.ReadNextAsync, cancellation)) yield return item;
        }
    }

    /// <summary>All that a query finds.</summary>
    /// <inheritdoc cref="QueryAsync"/>
    public async ValueTask<ImmutableArray<T>> ListAsync<T>(string operation, QueryDefinition query, string? partition, CancellationToken cancellation, int page = -1)
    {
        var found = ImmutableArray.CreateBuilder<T>();
        await foreach (var item in QueryAsync<T>(operation, query, partition, page, cancellation)) found.Add(item);
        return found.DrainToImmutable();
    }

    /// <summary>Sends a batch.</summary>
    /// <returns>The new ETags of what was written, in the order of the batch; null when it lost: something that should not be there is, or is at another version, or is gone.</returns>
    public async Task<ImmutableArray<string>?> TryWriteAsync(string operation, CosmosBatch batch, CancellationToken cancellation)
    {
        if (batch.Count > CosmosBatch.MostOperations) throw new ArgumentException($"a batch holds at most {CosmosBatch.MostOperations} writes, not {batch.Count}", nameof(batch));
        cancellation.ThrowIfCancellationRequested();
        using var response = await calls.SendAsync(new(store, container.Id, operation), token => batch.Of(container).ExecuteAsync(token));
        if (response.IsSuccessStatusCode) return [.. response.Select(result => result.ETag)];
        return response.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed || IsGone(response) ? null : throw calls.Refused(new(store, container.Id, operation), response);
    }

    /// <summary>Writes an item whether or not there is one.</summary>
    public async Task UpsertAsync<T>(string partition, T item, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var body = ItemSerializer.Instance.ToStream(item);
        using var response = await calls.SendAsync(
            new(store, container.Id, "upsert"), token => container.UpsertItemStreamAsync(body, new PartitionKey(partition), Quiet(null), token), CancellationToken.None);
        calls.Check(new(store, container.Id, "upsert"), response);
    }

    /// <summary>Makes an item.</summary>
    /// <returns>False when there is one with its id.</returns>
    public async Task<bool> TryCreateAsync<T>(string partition, T item, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var body = ItemSerializer.Instance.ToStream(item);
        using var response = await calls.SendAsync(
            new(store, container.Id, "create"), token => container.CreateItemStreamAsync(body, new PartitionKey(partition), Quiet(null), token), CancellationToken.None);
        return Won(new(store, container.Id, "create"), response);
    }

    /// <summary>Replaces an item.</summary>
    /// <returns>False when it is not at the version that was read, or gone.</returns>
    public async Task<bool> TryReplaceAsync<T>(string partition, string id, T item, string etag, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var body = ItemSerializer.Instance.ToStream(item);
        using var response = await calls.SendAsync(
            new(store, container.Id, "replace"), token => container.ReplaceItemStreamAsync(body, id, new PartitionKey(partition), Quiet(etag), token), CancellationToken.None);
        return Won(new(store, container.Id, "replace"), response);
    }

    /// <summary>Deletes an item.</summary>
    /// <returns>False when there is none, or it is not at the version that was read.</returns>
    public async Task<bool> TryDeleteAsync(string partition, string id, string? etag, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var response = await calls.SendAsync(
            new(store, container.Id, "delete"), token => container.DeleteItemStreamAsync(id, new PartitionKey(partition), Quiet(etag), token), CancellationToken.None);
        return Won(new(store, container.Id, "delete"), response);
    }

    private bool Won(CosmosCall call, ResponseMessage response)
    {
        if (response.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed) return false;
        if (response.StatusCode is HttpStatusCode.NotFound && response.Headers.SubStatus() is 0) return false;
        calls.Check(call, response);
        return true;
    }

    // The item to be replaced is gone; where the container itself is, no operation has a result.
    private static bool IsGone(TransactionalBatchResponse response) => response.StatusCode is HttpStatusCode.NotFound && response.Any(result => result.StatusCode is HttpStatusCode.NotFound);

    private static ItemRequestOptions Quiet(string? etag) => new() { EnableContentResponseOnWrite = false, IfMatchEtag = etag };
}
