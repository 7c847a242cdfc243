using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Unlocks.Video.Faults;
using Dragonfly.Local.Unlocks.Video.Recording;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dragonfly.Local.Unlocks.Video;

/// <summary>Puts the simulated video system together.</summary>
public static class VideoServices
{
    /// <summary>Adds the simulated cameras, as the video system unless there is another, with <see cref="VideoFaults"/> to order. Needs an <see cref="Core.Registry.IRegistry"/>.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="dataFolder">Where leases are kept.</param>
    /// <param name="isSystem">Whether they are the video system.</param>
    /// <param name="ffmpeg">Where ffmpeg is, by which recordings are MP4; null for AVI.</param>
    public static IServiceCollection AddSimulatedVideo(this IServiceCollection services, string dataFolder, bool isSystem = true, string? ffmpeg = null)
    {
        services.TryAddSingleton(TimeProvider.System);

        // It logs the path of every request, and these paths hold tokens.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning));
        services.TryAddSingleton<LocalAddress>();
        services.AddSingleton<Cameras>();
        services.AddSingleton(provider => new ExportMaker(provider.GetRequiredService<TimeProvider>(), ffmpeg, provider.GetRequiredService<ILogger<ExportMaker>>()));
        services.AddSingleton(provider => new ExportSender(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => LeaseFile.Open(dataFolder, provider.GetRequiredService<ILogger<LeaseFile>>()));
        services.AddSingleton(provider => new SimulatedVideoSystem(
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<Cameras>(),
            () => provider.GetRequiredService<LocalAddress>().Current,
            provider.GetRequiredService<ExportMaker>(),
            provider.GetRequiredService<ExportSender>(),
            provider.GetRequiredService<LeaseFile>()));
        services.AddSingleton<VideoFaults>();
        services.AddSingleton<VideoEndpoints>();
        services.AddSingleton(provider => new FaultyVideoSystem(
            provider.GetRequiredService<SimulatedVideoSystem>(),
            provider.GetRequiredService<VideoFaults>()));
        if (isSystem) services.AddSingleton<IVideoSystem>(provider => provider.GetRequiredService<FaultyVideoSystem>());
        services.AddSingleton<GatewayEndpoints>();
        return services;
    }

    /// <summary>Maps what <see cref="AddSimulatedVideo"/> shows: <c>/video/{token}</c> and <c>/video/{token}/still.png</c>.</summary>
    public static IEndpointRouteBuilder MapSimulatedVideo(this IEndpointRouteBuilder routes)
    {
        var endpoints = routes.ServiceProvider.GetRequiredService<VideoEndpoints>();
        routes.MapGet("/video/{token}", endpoints.StreamAsync);
        routes.MapGet("/video/{token}/still.png", endpoints.StillAsync);
        return routes;
    }
}
