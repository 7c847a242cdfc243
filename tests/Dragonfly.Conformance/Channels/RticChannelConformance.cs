using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Unlocks;
using Shouldly;
using Xunit;

namespace Dragonfly.Conformance.Channels;

/// <summary>What any <see cref="IRticChannel"/> must do, as dashboards live it. Derive from it for each adapter; every test gets a channel of its own.</summary>
public abstract class RticChannelConformance
{
    private static readonly AgencyId Police = new("cpd");
    private static readonly AgencyId Sheriff = new("hcso");
    private static readonly DateTimeOffset At = new(2026, 8, 14, 18, 0, 0, 250, TimeSpan.Zero);

    /// <summary>The channel under test.</summary>
    protected abstract IRticChannel Channel { get; }

    /// <summary>Lets the channel's time pass.</summary>
    protected abstract void Pass(TimeSpan time);

    [Fact]
    public async Task An_agency_sees_its_incidents_and_no_others()
    {
        await using var police = await ListenAsync("ann", Police);
        await using var colleague = await ListenAsync("ben", Police);
        await using var sheriff = await ListenAsync("cid", Sheriff);

        await Channel.PushAsync(View(Police, 1), default);
        await Channel.PushAsync(View(Sheriff, 2), default);
        await Channel.PushAsync(View(Police, 3), default);

        foreach (var listener in (ChannelListener[])[police, colleague])
        {
            (await listener.NextAsync()).ShouldSatisfyAllConditions(next => next.Message.ShouldBe("incident"), next => next.Json.ShouldContain("\"version\":1,"));
            (await listener.NextAsync()).Json.ShouldContain("\"version\":3,");
        }

        (await sheriff.NextAsync()).Json.ShouldContain("\"version\":2,");
        await NothingElseAsync(police, colleague, sheriff);
    }

    [Fact]
    public async Task A_notice_to_an_agency_reaches_all_of_it_and_nobody_else()
    {
        await using var investigator = await ListenAsync("ann", Police);
        await using var supervisor = await ListenAsync("sue", Police, supervises: true);
        await using var sheriff = await ListenAsync("cid", Sheriff, supervises: true);

        await Channel.NotifyAsync(Police, new(NoticeCode.LockOverdue, At), default);

        (await investigator.NextAsync()).Json.ShouldContain(NoticeCode.LockOverdue);
        (await supervisor.NextAsync()).Json.ShouldContain(NoticeCode.LockOverdue);
        await NothingElseAsync(investigator, supervisor, sheriff);
    }

    [Fact]
    public async Task What_is_for_supervisors_reaches_the_agencys_supervisors_alone()
    {
        await using var investigator = await ListenAsync("ann", Police);
        await using var supervisor = await ListenAsync("sue", Police, supervises: true);
        await using var sheriff = await ListenAsync("cid", Sheriff, supervises: true);

        await Channel.NotifyAsync(Police, new(NoticeCode.PossibleMisuse, At), default);

        (await supervisor.NextAsync()).Json.ShouldContain(NoticeCode.PossibleMisuse);
        await NothingElseAsync(investigator, supervisor, sheriff);
    }

    [Fact]
    public async Task What_is_for_supervisors_cannot_be_said_to_all() =>
        await Should.ThrowAsync<ArgumentException>(() => Channel.NotifyAsync(null, new(NoticeCode.PossibleMisuse, At), default));

    [Fact]
    public async Task Who_is_no_supervisor_any_more_connects_as_none()
    {
        await using var before = await ListenAsync("sue", Police, supervises: true);
        await before.DisposeAsync();
        await using var after = await ListenAsync("sue", Police);

        await Channel.NotifyAsync(Police, new(NoticeCode.PossibleMisuse, At), default);
        await NothingElseAsync(after);
    }

    [Fact]
    public async Task The_same_person_hears_on_each_connection_of_the_agency_that_it_is_for()
    {
        await using var police = await ListenAsync("ann", Police);
        await using var sheriff = await ListenAsync("ann", Sheriff);

        await Channel.PushAsync(View(Police, 1), default);
        await Channel.PushAsync(View(Sheriff, 2), default);

        (await police.NextAsync()).Json.ShouldContain("\"version\":1,");
        (await sheriff.NextAsync()).Json.ShouldContain("\"version\":2,");
        await NothingElseAsync(police, sheriff);
    }

    [Theory]
    [MemberData(nameof(OddIds.All), MemberType = typeof(OddIds))]
    public async Task Users_and_agencies_may_be_called_anything(string odd)
    {
        await using var user = await ListenAsync(odd, Police, supervises: true);
        await using var agency = await ListenAsync("ann", new(odd));

        await Channel.NotifyAsync(Police, new(NoticeCode.PossibleMisuse, At), default);
        await Channel.PushAsync(View(new(odd), 7), default);

        (await user.NextAsync()).Json.ShouldContain(NoticeCode.PossibleMisuse);
        (await agency.NextAsync()).Json.ShouldContain("\"version\":7,");
        await NothingElseAsync(user, agency);
    }

    [Fact]
    public async Task Names_made_of_several_do_not_run_together()
    {
        await using var one = await ListenAsync("c", new("a:b"), supervises: true);
        await using var other = await ListenAsync("b:c", new("a"));

        await Channel.NotifyAsync(new("a:b"), new(NoticeCode.PossibleMisuse, At), default);
        await Channel.NotifyAsync(new("a"), new(NoticeCode.PossibleMisuse, At), default);

        (await one.NextAsync()).Json.ShouldContain(NoticeCode.PossibleMisuse);
        await NothingElseAsync(one, other);
    }

    [Fact]
    public async Task A_view_is_written_like_this()
    {
        await using var listener = await ListenAsync("ann", Police);
        await Channel.PushAsync(View(Police, 42), default);
        (await listener.NextAsync()).ShouldBe((
            "incident",
            """
            {"incidentId":"i-1","agency":"cpd","number":"26-1","version":42,"callType":"ROBBERY","status":"open","cadStatus":"Active",
            "location":{"latitude":35.0456,"longitude":-85.3097,"kind":"CurrentIncident","address":"Café <b>\"Zoë\"</b> & 'Co' / 5+5"},
            "units":[{"id":"P-7","status":"en route"}],"receivedAt":"2026-08-14T18:00:00.25+00:00","openedAt":"2026-08-14T18:00:00.25+00:00","changedAt":"2026-08-14T18:00:00.25+00:00",
            "policyVersion":"1","grants":[{"grantId":"i-1-1","feedId":"feed-1","feedName":"Door \uD83D\uDC09","distanceMeters":12.5,"inView":true,"state":"awaitingApproval",
            "issuedAt":"2026-08-14T18:00:00.25+00:00","expiresAt":"2026-08-14T18:30:00.25+00:00","overdue":false}],"source":"cad","awaitingApproval":true}
            """.ReplaceLineEndings("")));
    }

    [Fact]
    public async Task A_notice_is_written_like_this()
    {
        await using var listener = await ListenAsync("ann", Police);
        await Channel.NotifyAsync(Police, new(NoticeCode.LockOverdue, At, new("i-1"), At.AddSeconds(-10)), default);
        (await listener.NextAsync()).ShouldBe(("notice", """{"code":"lockOverdue","at":"2026-08-14T18:00:00.25+00:00","incident":"i-1","since":"2026-08-14T17:59:50.25+00:00"}"""));
    }

    [Fact]
    public async Task A_connection_ends_with_its_token_after_half_an_hour()
    {
        await using var early = await ListenAsync("ann", Police);
        Pass(TimeSpan.FromMinutes(15));
        await using var late = await ListenAsync("ben", Police);
        Pass(TimeSpan.FromMinutes(14));
        await NothingElseAsync(early, late);

        Pass(TimeSpan.FromMinutes(1));
        await early.ClosedAsync();
        await NothingElseAsync(late);
    }

    [Fact]
    public async Task Who_connects_again_in_time_goes_on_hearing()
    {
        await using var first = await ListenAsync("sue", Police, supervises: true);
        Pass(TimeSpan.FromMinutes(20));
        await using var second = await ListenAsync("sue", Police, supervises: true);
        Pass(TimeSpan.FromMinutes(20));
        await first.ClosedAsync();

        await Channel.NotifyAsync(Police, new(NoticeCode.PossibleMisuse, At), default);
        (await second.NextAsync()).Json.ShouldContain(NoticeCode.PossibleMisuse);
    }

    [Fact]
    public async Task The_token_is_good_for_half_an_hour_and_for_nothing_that_was_changed()
    {
        var negotiation = await Channel.NegotiateAsync("ann", Police, false, default);
        await Should.ThrowAsync<HttpRequestException>(() => ChannelListener.ConnectAsync(negotiation with { AccessToken = "" }));
        await Should.ThrowAsync<HttpRequestException>(() => ChannelListener.ConnectAsync(negotiation with { AccessToken = negotiation.AccessToken[..^3] }));
        Pass(TimeSpan.FromMinutes(30));
        await Should.ThrowAsync<HttpRequestException>(() => ChannelListener.ConnectAsync(negotiation));
    }

    private static IncidentView View(AgencyId agency, long version) => new(
        new("i-1"),
        agency,
        "26-1",
        version,
        "ROBBERY",
        IncidentStanding.Open,
        CadStatus.Active,
        new(35.0456, -85.3097, LocationKind.CurrentIncident, null, "Café <b>\"Zoë\"</b> & 'Co' / 5+5"),
        null,
        [new("P-7", "en route")],
        null,
        At,
        At,
        null,
        At,
        "1",
        null,
        [new(new("i-1-1"), new("feed-1"), "Door 🐉", 12.5, true, GrantState.AwaitingApproval, null, At, null, At.AddMinutes(30), null, false)],
        AwaitingApproval: true);

    private async Task<ChannelListener> ListenAsync(string user, AgencyId agency, bool supervises = false) =>
        await ChannelListener.ConnectAsync(await Channel.NegotiateAsync(user, agency, supervises, default));

    // What reaches everybody next shows that nothing else came before it.
    private async Task NothingElseAsync(params ChannelListener[] listeners)
    {
        var last = new Notice(NoticeCode.PolicyChanged, At, PolicyVersion: "the last");
        await Channel.NotifyAsync(null, last, default);
        foreach (var listener in listeners) (await listener.NextAsync()).Json.ShouldContain("the last");
    }
}
