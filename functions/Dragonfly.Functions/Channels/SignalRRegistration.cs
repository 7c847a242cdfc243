using Azure.Core;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Accesses;
using Dragonfly.Functions.Bulletins;
using Dragonfly.Functions.Incidents;
using Microsoft.Azure.SignalR.Management;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Functions.Channels;

/// <summary>Puts the live channels on Azure SignalR Service.</summary>
public static class SignalRRegistration
{
    /// <summary>Registers the channels, and the one <see cref="ServiceManager"/> that they share.</summary>
    /// <exception cref="Configuration.InvalidSettingException">A setting is missing or malformed.</exception>
    public static IServiceCollection AddSignalRChannels(this IServiceCollection services, IConfiguration configuration)
    {
        var options = SignalROptions.Read(configuration);
        services.AddSingleton(options);
        services.AddSingleton(provider =>
            new ServiceManagerBuilder().WithOptions(sdk => options.Apply(sdk, provider.GetRequiredService<TokenCredential>)).BuildServiceManager());
        services.AddSingleton<SignalRHubs>();
        services.AddHostedService<SignalRWarmUp>();
        services.AddSingleton<IRticChannel, SignalRRticChannel>();
        services.AddSingleton<IPartnerChannel, SignalRPartnerChannel>();
        services.AddSingleton<IUnitChannel, SignalRUnitChannel>();
        return services;
    }
}
