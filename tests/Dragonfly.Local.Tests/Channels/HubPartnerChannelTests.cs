using Dragonfly.Conformance.Channels;
using Dragonfly.Core.Accesses;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Channels;

public sealed class HubPartnerChannelTests : PartnerChannelConformance, IAsyncLifetime
{
    private Town town = null!;

    protected override IPartnerChannel Channel => town.Service<IPartnerChannel>();

    public async Task InitializeAsync() => town = await Town.StartAsync();

    public async Task DisposeAsync() => await town.DisposeAsync();

    protected override void Pass(TimeSpan time) => town.Clock.Advance(time);
}
