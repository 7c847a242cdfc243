using Dragonfly.Core.Accesses;
using Dragonfly.Core.Registry;
using Shouldly;
using Xunit;

namespace Dragonfly.Conformance.Channels;

/// <summary>What any <see cref="IPartnerChannel"/> must do, as portals live it. Derive from it for each adapter; every test gets a channel of its own.</summary>
public abstract class PartnerChannelConformance
{
    private static readonly PartnerId Bank = new("bank");
    private static readonly PartnerId Shop = new("shop");
    private static readonly DateTimeOffset At = new(2026, 8, 14, 18, 0, 0, TimeSpan.Zero);

    /// <summary>The channel under test.</summary>
    protected abstract IPartnerChannel Channel { get; }

    /// <summary>Lets the channel's time pass.</summary>
    protected abstract void Pass(TimeSpan time);

    [Fact]
    public async Task A_partner_hears_of_its_accesses_and_no_others()
    {
        await using var bank = await ListenAsync("ann", Bank);
        await using var colleague = await ListenAsync("ben", Bank);
        await using var shop = await ListenAsync("cid", Shop);

        await Channel.PushAsync(Bank, Line("1"), default);
        await Channel.PushAsync(Shop, Line("2"), default);
        await Channel.PushAsync(Bank, Line("3"), default);

        foreach (var listener in (ChannelListener[])[bank, colleague])
        {
            (await listener.NextAsync()).ShouldSatisfyAllConditions(next => next.Message.ShouldBe("access"), next => next.Json.ShouldContain("\"id\":\"1\""));
            (await listener.NextAsync()).Json.ShouldContain("\"id\":\"3\"");
        }

        (await shop.NextAsync()).Json.ShouldContain("\"id\":\"2\"");
    }

    [Fact]
    public async Task Who_acts_for_two_partners_hears_on_each_connection_of_the_one_that_it_is_for()
    {
        await using var bank = await ListenAsync("ann", Bank);
        await using var shop = await ListenAsync("ann", Shop);
        foreach (var id in (string[])["1", "2"]) await Channel.PushAsync(Bank, Line(id), default);
        await Channel.PushAsync(Shop, Line("3"), default);

        (await shop.NextAsync()).Json.ShouldContain("\"id\":\"3\"");
        (await bank.NextAsync()).Json.ShouldContain("\"id\":\"1\"");
        (await bank.NextAsync()).Json.ShouldContain("\"id\":\"2\"");
    }

    [Theory]
    [MemberData(nameof(OddIds.All), MemberType = typeof(OddIds))]
    public async Task Users_and_partners_may_be_called_anything(string odd)
    {
        await using var user = await ListenAsync(odd, Bank);
        await using var partner = await ListenAsync("ann", new(odd));
        await Channel.PushAsync(Bank, Line("1"), default);
        await Channel.PushAsync(new(odd), Line("2"), default);
        (await user.NextAsync()).Json.ShouldContain("\"id\":\"1\"");
        (await partner.NextAsync()).Json.ShouldContain("\"id\":\"2\"");
    }

    [Fact]
    public async Task An_access_is_written_like_this()
    {
        await using var listener = await ListenAsync("ann", Bank);
        await Channel.PushAsync(Bank, Line("1"), default);
        (await listener.NextAsync()).ShouldBe((
            "access",
            """
            {"id":"1","kind":"viewed","feedId":"feed-1","feedName":"Café <Zoë> & 'Co'","agency":"cpd","incidentId":"i-1","number":"26-1","callType":"ROBBERY",
            "by":{"text":"investigator, badge 4711","role":"Rtic.Investigator","badge":"4711"},"at":"2026-08-14T18:00:00+00:00","from":"2026-08-14T18:00:01+00:00"}
            """.ReplaceLineEndings("")));
    }

    [Fact]
    public async Task A_connection_ends_with_its_token_after_half_an_hour()
    {
        await using var early = await ListenAsync("ann", Bank);
        Pass(TimeSpan.FromMinutes(29));
        await using var late = await ListenAsync("ben", Bank);
        await Channel.PushAsync(Bank, Line("1"), default);
        (await early.NextAsync()).Json.ShouldContain("\"id\":\"1\"");

        Pass(TimeSpan.FromMinutes(1));
        await early.ClosedAsync();
        await Channel.PushAsync(Bank, Line("2"), default);
        (await late.NextAsync()).Json.ShouldContain("\"id\":\"1\"");
        (await late.NextAsync()).Json.ShouldContain("\"id\":\"2\"");
    }

    private static AccessLine Line(string id) => new(
        new(id),
        AccessKind.Viewed,
        new("feed-1"),
        "Café <Zoë> & 'Co'",
        new("cpd"),
        new("i-1"),
        "26-1",
        "ROBBERY",
        new("investigator, badge 4711", "Rtic.Investigator", "4711", null, null),
        At,
        At.AddSeconds(1),
        null,
        null,
        null,
        null);

    private async Task<ChannelListener> ListenAsync(string user, PartnerId partner) => await ChannelListener.ConnectAsync(await Channel.NegotiateAsync(user, partner, default));
}
