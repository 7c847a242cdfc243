using Microsoft.Azure.SignalR.Management;

namespace Dragonfly.Functions.Channels;

/// <summary>The hubs of the one Azure SignalR Service that an app has.</summary>
public sealed class SignalRHubs(ServiceManager manager, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>The RTIC's dashboards.</summary>
    public SignalRHub Rtic { get; } = new(manager, ChannelNames.Rtic, clock);

    /// <summary>The partners' portals.</summary>
    public SignalRHub Partners { get; } = new(manager, ChannelNames.Partners, clock);

    /// <summary>Units' devices.</summary>
    public SignalRHub Units { get; } = new(manager, ChannelNames.Units, clock);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Rtic.DisposeAsync();
        await Partners.DisposeAsync();
        await Units.DisposeAsync();
    }
}
