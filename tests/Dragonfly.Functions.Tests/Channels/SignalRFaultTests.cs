using Azure.Core;
using Dragonfly.Conformance.Channels;
using Dragonfly.Core.Incidents;
using Dragonfly.Emulators.SignalR;
using Dragonfly.Functions.Channels;
using Microsoft.Azure.SignalR.Management;

namespace Dragonfly.Functions.Tests.Channels;

/// <summary>The service fails. Whoever pushes is told so at once; whoever wants to connect, that the channel is unavailable; and all goes on when it is back.</summary>
public sealed class SignalRFaultTests
{
    public static TheoryData<SignalRFault> Faults { get; } =
        [new SignalRFault.Down(), new SignalRFault.Refuse(401), new SignalRFault.Refuse(403), new SignalRFault.Refuse(429), new SignalRFault.Refuse(500), new SignalRFault.Refuse(503)];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_service_that_refuses_fails_what_was_asked_and_nothing_after(SignalRFault fault)
    {
        await using var service = await SignalRService.StartAsync();
        var channel = service.Service<IRticChannel>();
        service.StandIn.Fail(fault);
        await Should.ThrowAsync<Exception>(() => PushAsync(channel));
        await Should.ThrowAsync<ChannelUnavailableException>(() => ListenAsync(channel));

        service.StandIn.Mend();
        await using var listener = await ListenAsync(channel);
        await PushAsync(channel);
        (await listener.NextAsync()).Message.ShouldBe("notice");
    }

    [Fact]
    public async Task A_push_to_a_service_that_hangs_ends_when_its_caller_will_wait_no_longer()
    {
        await using var service = await SignalRService.StartAsync();
        service.StandIn.Fail(new SignalRFault.Hang());
        using var patience = new CancellationTokenSource();
        var push = PushAsync(service.Service<IRticChannel>(), patience.Token);
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => push);
    }

    [Fact]
    public async Task Negotiating_with_a_service_that_hangs_is_given_up()
    {
        await using var service = await SignalRService.StartAsync();
        service.StandIn.Fail(new SignalRFault.Hang());
        var negotiation = service.Service<IRticChannel>().NegotiateAsync("ann", new("cpd"), false, default);
        service.Clock.Advance(SignalRHub.NegotiationLimit);
        (await Should.ThrowAsync<ChannelUnavailableException>(() => negotiation)).InnerException.ShouldBeAssignableTo<OperationCanceledException>();
    }

    [Fact]
    public async Task A_caller_who_leaves_while_negotiating_is_not_told_of_a_fault()
    {
        await using var service = await SignalRService.StartAsync();
        service.StandIn.Fail(new SignalRFault.Hang());
        using var patience = new CancellationTokenSource();
        var negotiation = service.Service<IRticChannel>().NegotiateAsync("ann", new("cpd"), false, patience.Token);
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => negotiation);
    }

    [Fact]
    public async Task The_apps_identity_needs_no_key()
    {
        await using var service = await SignalRService.StartAsync(new Identity("the app"));
        service.StandIn.IsEntraToken = token => token == "the app";
        var channel = service.Service<IRticChannel>();
        await using var listener = await ListenAsync(channel);
        await PushAsync(channel);
        (await listener.NextAsync()).Message.ShouldBe("notice");
    }

    [Fact]
    public async Task An_identity_without_a_role_is_refused()
    {
        await using var service = await SignalRService.StartAsync(new Identity("a stranger"));
        service.StandIn.IsEntraToken = token => token == "the app";
        await Should.ThrowAsync<Exception>(() => PushAsync(service.Service<IRticChannel>()));
        service.StandIn.Calls.ShouldContain("POST /api/hubs/rtic/:send");
    }

    [Fact]
    public async Task A_hub_is_made_once_and_again_after_it_could_not_be()
    {
        Counting manager = null!;
        await using var service = await SignalRService.StartAsync(manager: inner => manager = new(inner) { Fails = true });
        var channel = service.Service<IRticChannel>();
        await Should.ThrowAsync<InvalidOperationException>(() => PushAsync(channel));
        await Should.ThrowAsync<ChannelUnavailableException>(() => ListenAsync(channel));
        manager.Made.ShouldBe(["rtic", "rtic"]);

        manager.Fails = false;
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PushAsync(channel)));
        manager.Made.ShouldBe(["rtic", "rtic", "rtic"]);
    }

    private static Task PushAsync(IRticChannel channel, CancellationToken cancellation = default) =>
        channel.NotifyAsync(null, new(NoticeCode.PolicyChanged, DateTimeOffset.UnixEpoch), cancellation);

    private static async Task<ChannelListener> ListenAsync(IRticChannel channel) => await ChannelListener.ConnectAsync(await channel.NegotiateAsync("ann", new("cpd"), false, default));

    private sealed class Identity(string token) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(token, DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
    }

    private sealed class Counting(ServiceManager inner) : ServiceManager
    {
        public List<string> Made { get; } = [];

        public bool Fails { get; set; }

        public override Task<ServiceHubContext> CreateHubContextAsync(string hubName, CancellationToken cancellationToken)
        {
            lock (Made) Made.Add(hubName);
            return Fails ? throw new InvalidOperationException("as ordered") : inner.CreateHubContextAsync(hubName, cancellationToken);
        }

        public override Task<bool> IsServiceHealthy(CancellationToken cancellationToken) => inner.IsServiceHealthy(cancellationToken);

        public override void Dispose() => inner.Dispose();
    }
}
