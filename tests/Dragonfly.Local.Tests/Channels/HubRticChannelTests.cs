using Dragonfly.Conformance.Channels;
using Dragonfly.Core.Incidents;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Channels;

public sealed class HubRticChannelTests : RticChannelConformance, IAsyncLifetime
{
    private Town town = null!;

    protected override IRticChannel Channel => town.Service<IRticChannel>();

    public async Task InitializeAsync() => town = await Town.StartAsync();

    public async Task DisposeAsync() => await town.DisposeAsync();

    protected override void Pass(TimeSpan time) => town.Clock.Advance(time);
}
