using Dragonfly.Conformance;
using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Local.Tests.City;
using Dragonfly.Local.Tests.Unlocks.Video;
using Dragonfly.Local.Unlocks.Video.Faults;

namespace Dragonfly.Local.Tests.Registry;

/// <summary>An owner takes something back while an incident is under way and somebody is watching: refused, cut and told before the owner is answered.</summary>
public sealed class WithdrawalFlows
{
    // Two sites: feeds of different time zones belong to different ones.
    private static readonly Feed[] Cameras =
    [
        At("feed-a-7", 50), At("feed-b-7", 60), At("feed-c-7", 70) with { TimeZone = "America/Chicago" }, At("feed-other-8", 80),
    ];

    [Theory]
    [InlineData("a feed", "feed-a-7")]
    [InlineData("a site", "feed-a-7 feed-b-7")]
    [InlineData("everything", "feed-a-7 feed-b-7 feed-c-7")]
    [InlineData("a site for now", "feed-a-7 feed-b-7")]
    [InlineData("everything for now", "feed-a-7 feed-b-7 feed-c-7")]
    [InlineData("an agency", "feed-a-7 feed-b-7 feed-c-7")]
    public async Task What_is_taken_back_is_dark_when_the_owner_is_answered(string what, string feeds)
    {
        await using var town = await Town.StartAsync(Cameras);
        var (owner, rtic, back) = (town.OwnerOf(Cameras[0].Partner), town.Investigator, feeds.Split(' '));
        await using var screen = await rtic.ScreenAsync();
        var id = await town.Cad.ReportAsync("26-1");
        var grants = (await rtic.SeesAllAsync(id, GrantState.Unlocked)).Grants;
        grants.Length.ShouldBe(4);
        using var browser = new HttpClient();
        var watched = await rtic.TicketAsync(id, grants.Single(grant => grant.FeedId.Value == "feed-a-7").GrantId);
        var spared = await rtic.TicketAsync(id, grants.Single(grant => grant.FeedId.Value == "feed-other-8").GrantId);
        await using var viewer = (await StreamViewer.ConnectAsync(browser, watched.Url)).ShouldNotBeNull();
        await using var bystander = (await StreamViewer.ConnectAsync(browser, spared.Url)).ShouldNotBeNull();

        var site = await owner.SiteOfAsync(Cameras[0].Id);
        (await (what switch
        {
            "a feed" => owner.WithdrawAsync("/feeds/feed-a-7", "enough"),
            "a site" => owner.WithdrawAsync($"/sites/{site}"),
            "everything" => owner.WithdrawAsync(),
            "a site for now" => owner.ShareSiteAsync(site, SharingRule.Always with { PausedUntil = Town.Afternoon.AddDays(14) }),
            "everything for now" => owner.ShareAllAsync(SharingRule.Never),
            _ => owner.SendAsync(HttpMethod.Delete, $"{owner.Path}/agencies/cpd", null, "*"),
        })).Status.ShouldBeOneOf(200, 204);

        // No pace, no waiting: it is so already.
        var view = await rtic.IncidentAsync(id);
        view.Grants.Where(grant => grant.State == GrantState.Locked).Select(grant => grant.FeedId.Value).ShouldBe(back, ignoreOrder: true);
        view.Grants.Where(grant => grant.State == GrantState.Unlocked).Select(grant => grant.FeedId.Value).ShouldBe(Cameras.Select(feed => feed.Id.Value).Except(back), ignoreOrder: true);
        (await town.Video.ListOpenAsync(default)).Select(lease => lease.Feed.Value).ShouldBe(Cameras.Select(feed => feed.Id.Value).Except(back), ignoreOrder: true);
        (await rtic.RenewAsync(watched.Ticket)).Should(403);
        (await rtic.AskTicketAsync(id, grants.Single(grant => grant.FeedId.Value == "feed-a-7").GrantId)).Should(403);
        (await viewer.SeesMoreAsync(town.Clock)).ShouldBeFalse("the viewer was cut");
        (await bystander.SeesMoreAsync(town.Clock)).ShouldBeTrue("who watches another's camera is not");
        await screen.HearsAsync(NoticeCode.LockedByOwner, id);
        (await town.TimelineAsync(id)).Last(entry => entry.Event is Core.Incidents.GrantsEnded).Origin.Role.ShouldBe(Role.PartnerOwner, "the incident says who locked it");

        // And nothing of it is unlocked for the next call.
        var next = await town.Cad.ReportAsync("26-2");
        (await rtic.SeesAllAsync(next, GrantState.Unlocked)).Grants.Select(grant => grant.FeedId.Value).ShouldBe(Cameras.Select(feed => feed.Id.Value).Except(back), ignoreOrder: true);
    }

    [Fact]
    public async Task What_the_video_system_does_not_hear_of_is_tried_again_by_the_loop_and_to_say_it_again_is_no_fault()
    {
        await using var town = await Town.StartAsync(Cameras);
        var (owner, rtic) = (town.OwnerOf(Cameras[0].Partner), town.Investigator);
        var id = await town.Cad.ReportAsync("26-1");
        var grants = (await rtic.SeesAllAsync(id, GrantState.Unlocked)).Grants;
        using (town.Faults.Order(new Unreachable()))
        {
            (await owner.WithdrawAsync()).Should(200);
            (await rtic.AskTicketAsync(id, grants.First(grant => grant.FeedId == Cameras[0].Id).GrantId)).ShouldBeProblem(403, "noConsent");
            (await owner.WithdrawAsync()).Should(200);
        }

        await rtic.SeesAsync(id, view => view.Grants.Count(grant => grant.State == GrantState.Locked) == 3, TimeSpan.FromSeconds(1));
        (await owner.TimelineAsync()).Count(entry => entry.Event is Withdrawn).ShouldBe(1);
    }

    [Fact]
    public async Task What_was_written_by_a_process_that_died_before_it_locked_anything_is_locked_by_the_next_sweep()
    {
        await using var town = await Town.StartAsync(Cameras);
        var id = await town.Cad.ReportAsync("26-1");
        await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);
        var partners = town.Service<IPartnerStore>();
        var draft = new PartnerDraft((await partners.ReadAsync(Cameras[0].Partner, default))!, Core.Audit.Origin.System("died"), town.Clock.GetUtcNow());
        draft.Decide(new Withdraw(Scope.Everything, null));
        (await partners.TryWriteAsync(draft.ToWrite(), default)).ShouldBeTrue();

        await town.Functions.FireTimerAsync(nameof(Functions.Unlocks.Sweeper.Sweep));
        var view = await town.Investigator.IncidentAsync(id);
        view.Grants.Where(grant => grant.State == GrantState.Unlocked).ShouldHaveSingleItem().FeedId.Value.ShouldBe("feed-other-8");
        (await town.Video.ListOpenAsync(default)).ShouldHaveSingleItem().Feed.Value.ShouldBe("feed-other-8");
    }

    [Fact]
    public async Task A_partnership_of_many_feeds_is_withdrawn_as_quickly()
    {
        Feed[] many = [.. TestFeeds.Around(TestCad.Downtown, 5_000, 2_000, seed: 5).Select(feed => feed with { Partner = new("partner-large") })];
        await using var town = await Town.StartAsync(many);
        var owner = town.OwnerOf(new("partner-large"));
        var id = await town.Cad.ReportAsync("26-1");
        (await town.Investigator.SeesAllAsync(id, GrantState.Unlocked)).Grants.ShouldNotBeEmpty();
        (await owner.WithdrawAsync()).Should(200).Json.GetProperty("feeds").GetInt32().ShouldBe(0);
        (await town.Investigator.IncidentAsync(id)).Grants.ShouldAllBe(grant => grant.State == GrantState.Locked);
        (await town.Service<IRegistry>().NearAsync(TestCad.Downtown, 10_000, default)).Count(feed => feed.Consent.Active).ShouldBe(0);
    }

    private static Feed At(string id, double meters) => TestFeeds.At(TestCad.Downtown.Toward(90, meters), id);
}
