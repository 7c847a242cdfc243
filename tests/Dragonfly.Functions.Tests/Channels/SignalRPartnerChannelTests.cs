using Dragonfly.Conformance.Channels;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Incidents;

namespace Dragonfly.Functions.Tests.Channels;

public sealed class SignalRPartnerChannelTests : PartnerChannelConformance, IAsyncLifetime
{
    private SignalRService service = null!;

    protected override IPartnerChannel Channel => service.Service<IPartnerChannel>();

    [Fact]
    public async Task The_same_person_as_a_partners_and_as_the_rtics_are_two()
    {
        await Channel.NegotiateAsync("ann", new("cpd"), default);
        await service.Service<IRticChannel>().NegotiateAsync("ann", new("cpd"), true, default);
        service.StandIn.GroupsOf("partners", "cpd:ann").ShouldBe(["partner:cpd"]);
        service.StandIn.GroupsOf("rtic", "cpd:ann").ShouldBe(["agency:cpd", "supervisors:cpd"]);
    }

    [Fact]
    public async Task What_all_of_the_rtic_is_told_reaches_no_partner()
    {
        await using var portal = await ChannelListener.ConnectAsync(await Channel.NegotiateAsync("ann", new("bank"), default));
        await service.Service<IRticChannel>().NotifyAsync(null, new(NoticeCode.PolicyChanged, default), default);
        await Channel.PushAsync(new("bank"), new(new("1"), AccessKind.Viewed, new("f"), "f", new("cpd"), new("i"), "26-1", null, AccessBy.Policy, default, null, null, null, null, null), default);
        (await portal.NextAsync()).Message.ShouldBe("access");
    }

    public async Task InitializeAsync() => service = await SignalRService.StartAsync();

    public async Task DisposeAsync() => await service.DisposeAsync();

    protected override void Pass(TimeSpan time) => service.Clock.Advance(time);
}
