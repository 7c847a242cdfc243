using Dragonfly.Conformance.Channels;
using Dragonfly.Core.Bulletins;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Channels;

public sealed class HubUnitChannelTests : UnitChannelConformance, IAsyncLifetime
{
    private Town town = null!;

    protected override IUnitChannel Channel => town.Service<IUnitChannel>();

    public async Task InitializeAsync() => town = await Town.StartAsync();

    public async Task DisposeAsync() => await town.DisposeAsync();

    protected override void Pass(TimeSpan time) => town.Clock.Advance(time);
}
