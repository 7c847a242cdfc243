using Dragonfly.Core.Access;
using Dragonfly.Core.Bulletins;
using Shouldly;
using Xunit;

namespace Dragonfly.Conformance.Channels;

/// <summary>What any <see cref="IUnitChannel"/> must do, as units' devices live it. Derive from it for each adapter; every test gets a channel of its own.</summary>
public abstract class UnitChannelConformance
{
    private static readonly AgencyId Police = new("cpd");
    private static readonly AgencyId Sheriff = new("hcso");
    private static readonly DateTimeOffset At = new(2026, 8, 14, 18, 0, 0, TimeSpan.Zero);

    /// <summary>The channel under test.</summary>
    protected abstract IUnitChannel Channel { get; }

    /// <summary>Lets the channel's time pass.</summary>
    protected abstract void Pass(TimeSpan time);

    [Fact]
    public async Task A_unit_hears_its_bulletins_on_every_device_and_no_others()
    {
        await using var phone = await ListenAsync("ann", Police, "B12");
        await using var terminal = await ListenAsync("ben", Police, "B12");
        await using var other = await ListenAsync("cid", Police, "B13");
        await using var namesake = await ListenAsync("dan", Sheriff, "B12");

        await Channel.PushAsync(Police, "B12", Bulletin("1"), default);
        await Channel.PushAsync(Police, "B13", Bulletin("2"), default);
        await Channel.PushAsync(Sheriff, "B12", Bulletin("3"), default);
        await Channel.RecallAsync(Police, "B12", new(new("1"), "recalled"), default);

        foreach (var listener in (ChannelListener[])[phone, terminal])
        {
            (await listener.NextAsync()).ShouldSatisfyAllConditions(next => next.Message.ShouldBe("bulletin"), next => next.Json.ShouldContain("\"bulletinId\":\"1\""));
            (await listener.NextAsync()).Message.ShouldBe("bulletinRecalled");
        }

        (await other.NextAsync()).Json.ShouldContain("\"bulletinId\":\"2\"");
        (await namesake.NextAsync()).Json.ShouldContain("\"bulletinId\":\"3\"");
    }

    [Fact]
    public async Task Who_is_of_two_units_hears_on_each_connection_of_the_one_that_it_is_for()
    {
        await using var one = await ListenAsync("ann", Police, "B12");
        await using var other = await ListenAsync("ann", Police, "B13");
        foreach (var id in (string[])["1", "2"]) await Channel.PushAsync(Police, "B12", Bulletin(id), default);
        await Channel.PushAsync(Police, "B13", Bulletin("3"), default);

        (await other.NextAsync()).Json.ShouldContain("\"bulletinId\":\"3\"");
        (await one.NextAsync()).Json.ShouldContain("\"bulletinId\":\"1\"");
        (await one.NextAsync()).Json.ShouldContain("\"bulletinId\":\"2\"");
    }

    [Theory]
    [MemberData(nameof(OddIds.All), MemberType = typeof(OddIds))]
    public async Task Users_agencies_and_units_may_be_called_anything(string odd)
    {
        await using var user = await ListenAsync(odd, Police, "B12");
        await using var agency = await ListenAsync("ann", new(odd), "B12");
        await using var unit = await ListenAsync("ann", Police, odd);
        await Channel.PushAsync(Police, "B12", Bulletin("1"), default);
        await Channel.PushAsync(new(odd), "B12", Bulletin("2"), default);
        await Channel.PushAsync(Police, odd, Bulletin("3"), default);
        (await user.NextAsync()).Json.ShouldContain("\"bulletinId\":\"1\"");
        (await agency.NextAsync()).Json.ShouldContain("\"bulletinId\":\"2\"");
        (await unit.NextAsync()).Json.ShouldContain("\"bulletinId\":\"3\"");
    }

    [Fact]
    public async Task Names_made_of_several_do_not_run_together()
    {
        await using var one = await ListenAsync("d", new("a"), "b:c");
        await using var other = await ListenAsync("c:d", new("a:b"), "c");
        await Channel.PushAsync(new("a"), "b:c", Bulletin("1"), default);
        await Channel.PushAsync(new("a:b"), "c", Bulletin("2"), default);
        (await one.NextAsync()).Json.ShouldContain("\"bulletinId\":\"1\"");
        (await other.NextAsync()).Json.ShouldContain("\"bulletinId\":\"2\"");
    }

    [Fact]
    public async Task A_bulletin_is_written_like_this()
    {
        await using var listener = await ListenAsync("ann", Police, "B12");
        await Channel.PushAsync(Police, "B12", Bulletin("i-b1"), default);
        (await listener.NextAsync()).ShouldBe((
            "bulletin",
            """
            {"bulletinId":"i-b1","number":"26-1","callType":"ROBBERY","sentAt":"2026-08-14T18:00:00+00:00","subject":"vehicle","caption":"Café <b>\"Zoë\"</b> & 'Co'","plate":"4-XYZ",
            "picture":{"url":"https://clips/1?sig=a%2Bb&se=1","contentType":"image/jpeg","sha256":"abc","expiresAt":"2026-08-14T18:05:00+00:00"},"receivedAt":"2026-08-14T18:00:01+00:00"}
            """.ReplaceLineEndings("")));
        await Channel.RecallAsync(Police, "B12", new(new("i-b1"), "expired"), default);
        (await listener.NextAsync()).ShouldBe(("bulletinRecalled", """{"bulletinId":"i-b1","reason":"expired"}"""));
    }

    [Fact]
    public async Task A_connection_ends_with_its_token_after_half_an_hour()
    {
        await using var early = await ListenAsync("ann", Police, "B12");
        Pass(TimeSpan.FromMinutes(29));
        await using var late = await ListenAsync("ben", Police, "B12");
        await Channel.PushAsync(Police, "B12", Bulletin("1"), default);
        (await early.NextAsync()).Json.ShouldContain("\"bulletinId\":\"1\"");

        Pass(TimeSpan.FromMinutes(1));
        await early.ClosedAsync();
        await Channel.PushAsync(Police, "B12", Bulletin("2"), default);
        (await late.NextAsync()).Json.ShouldContain("\"bulletinId\":\"1\"");
        (await late.NextAsync()).Json.ShouldContain("\"bulletinId\":\"2\"");
    }

    [Fact]
    public async Task The_token_is_good_for_nothing_that_was_changed()
    {
        var negotiation = await Channel.NegotiateAsync("ann", Police, "B12", default);
        await Should.ThrowAsync<HttpRequestException>(() => ChannelListener.ConnectAsync(negotiation with { AccessToken = "" }));
        await Should.ThrowAsync<HttpRequestException>(() => ChannelListener.ConnectAsync(negotiation with { AccessToken = negotiation.AccessToken[..^3] }));
    }

    private static UnitBulletin Bulletin(string id) => new(
        new(id),
        "26-1",
        "ROBBERY",
        At,
        BulletinSubject.Vehicle,
        "Café <b>\"Zoë\"</b> & 'Co'",
        "4-XYZ",
        null,
        new("https://clips/1?sig=a%2Bb&se=1", "image/jpeg", "abc", At.AddMinutes(5)),
        At.AddSeconds(1),
        null);

    private async Task<ChannelListener> ListenAsync(string user, AgencyId agency, string unit) => await ChannelListener.ConnectAsync(await Channel.NegotiateAsync(user, agency, unit, default));
}
