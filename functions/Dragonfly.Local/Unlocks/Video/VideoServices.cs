using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Unlocks.Video.Faults;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dragonfly.Local.Unlocks.Video;

/// <summary>Puts the simulated video system together.</summary>
public static class VideoServices
{
    /// <summary>Adds the simulated cameras as the video system, with <see cref="VideoFaults"/> to order. Needs an <see cref="Core.Registry.IRegistry"/>.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="address">Where viewers reach this server, asked once it listens; null for the first address that it listens on.</param>
    public static IServiceCollection AddSimulatedVideo(this IServiceCollection services, Func<Uri>? address = null)
    {
        services.TryAddSingleton(TimeProvider.System);

        // It logs the path of every request, and these paths hold tokens.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning));
        services.AddSingleton(provider => new SimulatedVideoSystem(
            provider.GetRequiredService<TimeProvider>(),
            address ?? (() => AddressOf(provider.GetRequiredService<IServer>()))));
        services.AddSingleton<VideoFaults>();
        services.AddSingleton<VideoEndpoints>();
        services.AddSingleton<IVideoSystem>(provider => new FaultyVideoSystem(
            provider.GetRequiredService<SimulatedVideoSystem>(),
            provider.GetRequiredService<VideoFaults>()));
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

    // "Any address" is where the server listens, and nowhere to go to.
    private static Uri AddressOf(IServer server)
    {
        var listens = BindingAddress.Parse(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        var host = listens.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : listens.Host;
        return new UriBuilder(listens.Scheme, host, listens.Port).Uri;
    }
}
