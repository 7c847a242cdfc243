using Azure.Core;
using Dragonfly.Emulators.SignalR;
using Dragonfly.Functions.Channels;
using Microsoft.Azure.SignalR.Management;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Dragonfly.Functions.Tests.Channels;

/// <summary>A stand-in of the service, and the adapters configured for it as an app would be.</summary>
internal sealed class SignalRService : IAsyncDisposable
{
    // Tokens are made by the system's clock in whole seconds, and that does not stand still.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(10);

    private readonly ServiceProvider services;

    private SignalRService(SignalRStandIn standIn, FakeTimeProvider clock, ServiceProvider services) => (StandIn, Clock, this.services) = (standIn, clock, services);

    public SignalRStandIn StandIn { get; }

    public FakeTimeProvider Clock { get; }

    /// <param name="credential">What the app runs as; null to use the service's key.</param>
    /// <param name="manager">Stands between the adapters and the SDK.</param>
    /// <param name="log">Where is written what goes wrong.</param>
    public static async Task<SignalRService> StartAsync(TokenCredential? credential = null, Func<ServiceManager, ServiceManager>? manager = null, ILoggerProvider? log = null)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var standIn = await SignalRStandIn.StartAsync(clock);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([
            new("DRAGONFLY_SIGNALR_ENDPOINT", standIn.Endpoint.AbsoluteUri),
            new("DRAGONFLY_SIGNALR_KEY", credential is null ? standIn.Key : null),
        ]).Build();
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(clock)
            .AddLogging(logging => logging.AddProvider(log ?? NullLoggerProvider.Instance))
            .AddSignalRChannels(configuration)
            .AddSdkFor(standIn, ChannelJson.Options, credential);
        if (credential is not null) services.AddSingleton(credential);
        if (manager is not null)
        {
            var inner = services.Last(service => service.ServiceType == typeof(ServiceManager));
            services.AddSingleton(provider => manager((ServiceManager)(inner.ImplementationInstance ?? inner.ImplementationFactory!(provider))));
        }

        return new(standIn, clock, services.BuildServiceProvider());
    }

    /// <summary>So much time passes, and a little more.</summary>
    public void Pass(TimeSpan time) => Clock.Advance(time + Slack);

    public T Service<T>() where T : notnull => services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await StandIn.DisposeAsync();
        await services.DisposeAsync();
    }
}
