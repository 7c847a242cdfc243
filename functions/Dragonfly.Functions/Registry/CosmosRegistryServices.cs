using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Incidents.Cad;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Functions.Registry;

/// <summary>The registry and what is kept beside the log, in Cosmos DB.</summary>
public static class CosmosRegistryServices
{
    /// <summary>Registers partners, people, and what is kept of CAD; the database is registered by <see cref="Storage.CosmosServices.AddCosmosStores"/>.</summary>
    public static IServiceCollection AddCosmosRegistry(this IServiceCollection services) => services
        .AddSingleton<IRegistry, CosmosRegistry>()
        .AddSingleton<IPartnerStore, CosmosPartners>()
        .AddSingleton<IPeople, CosmosPeople>()
        .AddSingleton<IRejectedMessages, CosmosRejectedMessages>()
        .AddSingleton<ICadLinks, CosmosCadLinks>();
}
