namespace Dragonfly.Emulators.Cosmos;

/// <summary>A request as a test sees it, to choose which ones a fault strikes.</summary>
/// <param name="Operation">
/// <c>create</c>, <c>read</c>, <c>replace</c>, <c>upsert</c>, <c>delete</c>, <c>batch</c>, <c>query</c>, <c>queryplan</c>, <c>changefeed</c> or <c>metadata</c>.
/// </param>
/// <param name="Container">The container's name; empty for the account and databases. Metadata may be asked for by resource id.</param>
/// <param name="Item">The item's id, of a request for one item by its address.</param>
/// <param name="PartitionKey">The partition key header: a JSON array.</param>
public sealed record CosmosRequest(string Operation, string Container, string? Item, string? PartitionKey)
{
    /// <summary>Whether it would change an item.</summary>
    public bool IsWrite => Operation is "create" or "replace" or "upsert" or "delete" or "batch";
}
