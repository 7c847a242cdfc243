using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Functions.Storage;
using Microsoft.Azure.Cosmos;

namespace Dragonfly.Functions.Access;

/// <summary>The directory of people in Cosmos DB, each in a partition of its own.</summary>
public sealed class CosmosPeople(CosmosDatabase database) : IPeople
{
    private readonly CosmosStore store = database.Open(CosmosContainers.People, "people");

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<Person>> FindAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        var items = await store.ReadManyAsync<PersonItem>([.. ids.Distinct().Select(ItemId.Of).Select(id => (id, id))], cancellation);
        return [.. items.Select(item => item.Person)];
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<Person>> ListAsync(string? after, int limit, CancellationToken cancellation)
    {
        var query = new QueryDefinition("SELECT TOP @limit * FROM c WHERE c.principal > @after ORDER BY c.principal").WithParameter("@limit", limit).WithParameter("@after", after ?? "");
        return [.. (await store.ListAsync<PersonItem>("list", query, null, cancellation, limit)).Select(item => item.Person)];
    }

    /// <inheritdoc/>
    public Task SaveAsync(Person person, CancellationToken cancellation)
    {
        var item = PersonItem.Of(person);
        return store.UpsertAsync(item.Id, item, cancellation);
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string id, CancellationToken cancellation) => store.TryDeleteAsync(ItemId.Of(id), ItemId.Of(id), null, cancellation);
}
