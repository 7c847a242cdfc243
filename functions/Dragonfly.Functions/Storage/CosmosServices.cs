using Azure.Core;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Accesses;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Clips;
using Dragonfly.Functions.Incidents;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Functions.Storage;

/// <summary>The stores in Cosmos DB.</summary>
public static class CosmosServices
{
    /// <summary>Registers the database and the stores in it. A <see cref="TokenCredential"/> is the host's to register.</summary>
    /// <exception cref="Configuration.InvalidSettingException">A setting is missing or cannot be used.</exception>
    public static IServiceCollection AddCosmosStores(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(CosmosOptions.Read(configuration));
        services.AddSingleton<CosmosDatabase>();
        services.AddSingleton<IIncidentStore, CosmosIncidentStore>();
        services.AddSingleton<IClipRecords, CosmosClipRecords>();
        services.AddSingleton<ITimelines, CosmosTimelines>();
        services.AddSingleton<IAuditArchive, CosmosAuditArchive>();
        services.AddSingleton<IAccessLog, CosmosAccessLog>();
        return services;
    }
}
