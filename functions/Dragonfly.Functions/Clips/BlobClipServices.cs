using Azure.Core;
using Dragonfly.Core.Clips;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Functions.Clips;

/// <summary>Keeps the files of clips in Blob Storage.</summary>
public static class BlobClipServices
{
    /// <summary>Registers the store. The credential is the host's to register.</summary>
    /// <exception cref="Configuration.InvalidSettingException">A setting is missing or cannot be used.</exception>
    public static IServiceCollection AddBlobClips(this IServiceCollection services, IConfiguration configuration)
    {
        var options = BlobClipOptions.Read(configuration);
        return services
            .AddSingleton(provider => new BlobClipStore(options, options.Key is null ? provider.GetRequiredService<TokenCredential>() : null, provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<IClipStore>(provider => provider.GetRequiredService<BlobClipStore>());
    }
}
