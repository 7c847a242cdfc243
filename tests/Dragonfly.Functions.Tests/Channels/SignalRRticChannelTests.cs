using Dragonfly.Conformance.Channels;
using Dragonfly.Core.Incidents;

namespace Dragonfly.Functions.Tests.Channels;

public sealed class SignalRRticChannelTests : RticChannelConformance, IAsyncLifetime
{
    private SignalRService service = null!;

    protected override IRticChannel Channel => service.Service<IRticChannel>();

    [Fact]
    public async Task Who_negotiates_is_in_the_groups_for_as_long_as_the_token_counts()
    {
        await Channel.NegotiateAsync("sue", new("cpd"), true, default);
        service.StandIn.GroupsOf("rtic", "cpd:sue").ShouldBe(["agency:cpd", "supervisors:cpd"]);
        Pass(TimeSpan.FromMinutes(30) - TimeSpan.FromSeconds(1));
        service.StandIn.GroupsOf("rtic", "cpd:sue").ShouldBe(["agency:cpd", "supervisors:cpd"]);
        Pass(TimeSpan.FromSeconds(1));
        service.StandIn.GroupsOf("rtic", "cpd:sue").ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_is_no_supervisor_any_more_hears_as_none_on_older_connections_too()
    {
        await using var older = await ChannelListener.ConnectAsync(await Channel.NegotiateAsync("sue", new("cpd"), true, default));
        await Channel.NegotiateAsync("sue", new("cpd"), false, default);
        service.StandIn.GroupsOf("rtic", "cpd:sue").ShouldBe(["agency:cpd"]);

        await Channel.NotifyAsync(new("cpd"), new(NoticeCode.PossibleMisuse, default), default);
        await Channel.NotifyAsync(null, new(NoticeCode.PolicyChanged, default), default);
        (await older.NextAsync()).Json.ShouldContain(NoticeCode.PolicyChanged);
    }

    [Fact]
    public async Task A_dashboards_token_opens_no_other_hub()
    {
        var negotiation = await Channel.NegotiateAsync("ann", new("cpd"), false, default);
        negotiation.Url.ShouldEndWith("/client/?hub=rtic");
        await Should.ThrowAsync<HttpRequestException>(() => ChannelListener.ConnectAsync(negotiation with { Url = negotiation.Url.Replace("rtic", "partners") }));
    }

    public async Task InitializeAsync() => service = await SignalRService.StartAsync();

    public async Task DisposeAsync() => await service.DisposeAsync();

    protected override void Pass(TimeSpan time) => service.Clock.Advance(time);
}
