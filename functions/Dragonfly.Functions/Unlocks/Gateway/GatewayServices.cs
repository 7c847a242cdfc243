using Azure.Core;
using Dragonfly.Core.Unlocks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Functions.Unlocks.Gateway;

/// <summary>Makes a gateway the video system.</summary>
public static class GatewayServices
{
    /// <summary>Adds the gateway that the settings name. Needs a <see cref="TokenCredential"/>, unless it is one on this machine with a fixed token.</summary>
    /// <exception cref="Configuration.InvalidSettingException">A setting is missing or cannot be used.</exception>
    public static IServiceCollection AddVideoGateway(this IServiceCollection services, IConfiguration configuration)
    {
        var options = VideoGatewayOptions.Read(configuration);
        return services.AddSingleton<IVideoSystem>(provider => new RestVideoSystem(options, options.Token is null ? provider.GetRequiredService<TokenCredential>() : null));
    }
}
