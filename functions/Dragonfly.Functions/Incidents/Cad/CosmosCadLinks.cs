using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Functions.Storage;
using Microsoft.Azure.Cosmos;

namespace Dragonfly.Functions.Incidents.Cad;

/// <summary>When CAD systems were heard, in Cosmos DB: an item for each agency, which only moves on.</summary>
public sealed class CosmosCadLinks(CosmosDatabase database) : ICadLinks
{
    // As many instances as that write one agency's at the same moment; each of them moves it on.
    private const int MostTries = 16;
    private const string Store = "CAD link";

    private readonly CosmosStore store = database.Open(CosmosContainers.CadLinks, Store);

    /// <inheritdoc/>
    public async Task HeardAsync(AgencyId agency, DateTimeOffset at, CancellationToken cancellation)
    {
        var heard = CadLinkItem.Of(agency, at);
        for (var tries = 0; tries < MostTries; tries++)
        {
            var known = await store.ReadAsync<CadLinkItem>(heard.Id, heard.Id, cancellation);
            if (known is not null && string.CompareOrdinal(known.Value.Heard, heard.Heard) >= 0) return;
            var written = known is null ? store.TryCreateAsync(heard.Id, heard, cancellation) : store.TryReplaceAsync(heard.Id, heard.Id, heard, known.ETag, cancellation);
            if (await written) return;
        }

        throw new StoreUnavailableException(Store, new TimeoutException($"others wrote when {agency} was heard {MostTries} times"));
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<CadLink>> ListAsync(CancellationToken cancellation)
    {
        var items = await store.ListAsync<CadLinkItem>("list", new QueryDefinition("SELECT c.id, c.agency, c.heard FROM c"), null, cancellation);
        return [.. items.OrderBy(item => item.Agency, StringComparer.Ordinal).Select(item => item.Link)];
    }
}
