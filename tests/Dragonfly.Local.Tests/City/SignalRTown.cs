using Dragonfly.Emulators.SignalR;
using Dragonfly.Functions.Channels;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Local.Tests.City;

/// <summary>A town whose live channels go over Azure SignalR Service, or a stand-in of it, in place of the hubs in its own process.</summary>
internal static class SignalRTown
{
    public static Task<SignalRStandIn> ServiceAsync() => SignalRStandIn.StartAsync(TimeProvider.System);

    public static Task<Town> StartAsync(SignalRStandIn service) => Town.StartAsync(Town.TwoCameras, services => services
        .AddSignalRChannels(new ConfigurationBuilder().AddInMemoryCollection([
            new("DRAGONFLY_SIGNALR_ENDPOINT", service.Endpoint.AbsoluteUri),
            new("DRAGONFLY_SIGNALR_KEY", service.Key),
        ]).Build())
        .AddSdkFor(service, ChannelJson.Options));
}
