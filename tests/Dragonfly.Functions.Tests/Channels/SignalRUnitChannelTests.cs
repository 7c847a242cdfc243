using Dragonfly.Conformance.Channels;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Incidents;

namespace Dragonfly.Functions.Tests.Channels;

public sealed class SignalRUnitChannelTests : UnitChannelConformance, IAsyncLifetime
{
    private SignalRService service = null!;

    protected override IUnitChannel Channel => service.Service<IUnitChannel>();

    [Fact]
    public async Task A_device_is_in_its_units_group_alone()
    {
        await Channel.NegotiateAsync("ann", new("cpd"), "B12", default);
        service.StandIn.GroupsOf("units", "cpd:B12:ann").ShouldBe(["unit:cpd:B12"]);
        service.StandIn.GroupsOf("rtic", "cpd:B12:ann").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_all_of_the_rtic_is_told_reaches_no_unit()
    {
        await using var device = await ChannelListener.ConnectAsync(await Channel.NegotiateAsync("ann", new("cpd"), "B12", default));
        await service.Service<IRticChannel>().NotifyAsync(null, new(NoticeCode.PolicyChanged, default), default);
        await Channel.RecallAsync(new("cpd"), "B12", new(new("1"), "recalled"), default);
        (await device.NextAsync()).Message.ShouldBe("bulletinRecalled");
    }

    public async Task InitializeAsync() => service = await SignalRService.StartAsync();

    public async Task DisposeAsync() => await service.DisposeAsync();

    protected override void Pass(TimeSpan time) => service.Pass(time);
}
