using Dragonfly.Core.Audit;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Channels;
using Dragonfly.Functions.Clips;
using Dragonfly.Functions.Events;
using Dragonfly.Functions.Registry;
using Dragonfly.Functions.Storage;
using Dragonfly.Functions.Unlocks.Gateway;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Functions.Configuration;

/// <summary>The one place that turns settings into adapters for Azure.</summary>
public static class AzureAdapters
{
    /// <summary>Registers the adapters of some ports. They sign in as <see cref="AzureSignIn.AddAzureSignIn"/> says. What is wrong with their settings is noted.</summary>
    public static IServiceCollection AddAzureAdapters(this IServiceCollection services, IConfiguration configuration, AzurePorts ports, SettingFaults faults)
    {
        Add(AzurePorts.Store, () => services.AddCosmosStores(configuration).AddCosmosRegistry());
        Add(AzurePorts.Channel, () => services.AddSignalRChannels(configuration));
        Add(AzurePorts.Events, () => services.AddEventGridPublisher(configuration));
        Add(AzurePorts.Video, () => services.AddVideoGateway(configuration));
        Add(AzurePorts.Identity, () => services.AddSingleton<ITokenAuthority>(new EntraTokens(configuration)));
        Add(AzurePorts.Signer, () =>
        {
            KeyVaultSigner.Check(configuration);
            services.AddSingleton<ICheckpointSigner, KeyVaultSigner>();
        });
        Add(AzurePorts.Clips, () => services.AddBlobClips(configuration));
        return services;

        void Add(AzurePorts port, Action register)
        {
            if (ports.HasFlag(port)) faults.Try(register);
        }
    }
}
