using Azure.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

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
        return services;
    }
}
