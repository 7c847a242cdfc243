using Dragonfly.Core.Access;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Events;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Incidents;
using Dragonfly.Local.Events;
using Dragonfly.Local.Tests.City;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>Owners who want it are told of each access when it begins; that never keeps anybody waiting.</summary>
public sealed class OwnerNoticeFlows
{
    [Fact]
    public async Task An_owner_who_wants_it_is_told_of_each_access_and_nobody_else_is()
    {
        await using var town = await StartAsync("partner-1");
        await using var portal = await PortalScreen.ConnectAsync(town, Owner(town, "partner-1"), "partner-1");
        await using var neighbor = await PortalScreen.ConnectAsync(town, Owner(town, "partner-2"), "partner-2");

        var (id, grant) = await RobberyAsync(town);
        var unlock = await portal.HearsAsync(line => line.Kind == AccessKind.Unlocked);
        (unlock.FeedId.Value, unlock.IncidentId, unlock.CallType, unlock.From).ShouldBe(("feed-1", id, "ROBBERY", Town.Afternoon));

        await town.Investigator.TicketAsync(id, grant);
        var view = await portal.HearsAsync(line => line.Kind == AccessKind.Viewed);
        (view.By.Text, view.By.Principal).ShouldBe(("investigator, badge unknown", null));

        await town.ShareAsync(Town.TwoCameras[0], SharingRule.Always with { Enabled = false });
        (await town.Investigator.AskTicketAsync(id, grant)).ShouldBeProblem(403, "sharingOff");
        (await portal.HearsAsync(line => line.Kind == AccessKind.Refused)).Why.ShouldBe("sharingOff");

        portal.Told.Count.ShouldBe(3);
        neighbor.Told.ShouldBeEmpty();
        var events = AccessesIn(town).ToArray();
        events.Select(happened => happened.Type).ShouldBe(["com.dragonfly.access.unlocked", "com.dragonfly.access.viewed", "com.dragonfly.access.refused"]);
        events.ShouldAllBe(happened => happened.SpecVersion == "1.0" && happened.Source == "/partners/partner-1" && happened.Subject == "feeds/feed-1" && happened.Id.Length == 32);
        events[1].Data.GetProperty("by").GetProperty("text").GetString().ShouldBe(view.By.Text);
    }

    [Fact]
    public async Task Nothing_that_the_RTIC_is_told_reaches_a_partner()
    {
        await using var town = await StartAsync("partner-1");
        await using var portal = await PortalScreen.ConnectAsync(town, Owner(town, "partner-1"), "partner-1");
        await using var rtic = await town.Supervisor.ScreenAsync();
        await town.Service<RticAnnouncer>().NotifyAsync(null, new(NoticeCode.PolicyChanged, Town.Afternoon));
        await rtic.HearsAsync(NoticeCode.PolicyChanged);
        await RobberyAsync(town);
        await portal.HearsAsync(line => line.Kind == AccessKind.Unlocked);
        portal.Foreign.ShouldBe(0);
    }

    [Fact]
    public async Task Only_those_who_act_for_the_partner_get_in()
    {
        await using var town = await StartAsync();
        (await Owner(town, "partner-1").PostAsync("partners/partner-2/negotiate")).ShouldBeProblem(404, "notFound");
        var issuer = town.App.Issuer;
        foreach (var token in (string[])["", Owner(town, "partner-1").Token, issuer.MintForHub("x", "cpd"), issuer.MintForPartner("x", new("partner-1")) + "x"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"hubs/partners/negotiate?access_token={token}");
            (await Reply.OfAsync(town.Http, request)).Status.ShouldBe(401);
        }

        using var foreign = new HttpRequestMessage(HttpMethod.Post, $"hubs/rtic/negotiate?access_token={issuer.MintForPartner("x", new("partner-1"))}");
        (await Reply.OfAsync(town.Http, foreign)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Who_begins_to_want_it_is_told_a_minute_later_at_most_and_who_stops_is_not_told_again()
    {
        await using var town = await StartAsync();
        await using var portal = await PortalScreen.ConnectAsync(town, Owner(town, "partner-1"), "partner-1");
        var (id, grant) = await RobberyAsync(town);
        await town.OwnerDecidesAsync("partner-1", new ChooseNotices(true));
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        await town.Investigator.TicketAsync(id, grant);
        await portal.HearsAsync(line => line.Kind == AccessKind.Viewed);

        await town.OwnerDecidesAsync("partner-1", new ChooseNotices(false));
        await town.OwnerDecidesAsync("partner-2", new ChooseNotices(true));
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        await RobberyAsync(town, "26-2");
        await Eventually.SeeAsync(() => AccessesIn(town).Any(happened => happened.Source == "/partners/partner-2"));
        portal.Told.Count.ShouldBe(1);
    }

    [Fact]
    public async Task When_telling_fails_nothing_else_does()
    {
        await using var town = await StartAsync(new FailingPublisher(), "partner-1");
        await using var portal = await PortalScreen.ConnectAsync(town, Owner(town, "partner-1"), "partner-1");
        var (id, grant) = await RobberyAsync(town);
        await town.Investigator.TicketAsync(id, grant);
        await portal.HearsAsync(line => line.Kind == AccessKind.Viewed);
    }

    // What the log tells everybody is published beside it.
    private static IEnumerable<CloudEvent> AccessesIn(Town town) => town.Service<RecentEvents>().All.Where(happened => happened.Type.StartsWith("com.dragonfly.access.", StringComparison.Ordinal));

    private static Desk Owner(Town town, string partner) => new(town, Role.PartnerOwner, $"owner-of-{partner}", "cpd");

    private static Task<Town> StartAsync(params string[] told) => StartAsync(null, told);

    private static async Task<Town> StartAsync(IEventPublisher? publisher, params string[] told)
    {
        var town = await Town.StartAsync(Town.TwoCameras, services =>
        {
            if (publisher is not null) services.AddSingleton(publisher);
        });
        foreach (var partner in told) await town.OwnerDecidesAsync(partner, new ChooseNotices(true));
        return town;
    }

    private static async Task<(IncidentId Incident, GrantId Grant)> RobberyAsync(Town town, string number = "26-1")
    {
        var id = await town.Cad.ReportAsync(number);
        var view = await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);
        return (id, view.Grants.Single(grant => grant.FeedId.Value == "feed-1").GrantId);
    }

    private sealed class FailingPublisher : IEventPublisher
    {
        public Task PublishAsync(IReadOnlyList<CloudEvent> happened, CancellationToken cancellation) => throw new InvalidOperationException("as ordered");
    }
}
