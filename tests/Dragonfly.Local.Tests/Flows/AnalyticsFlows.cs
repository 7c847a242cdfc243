using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Tests.City;
using Dragonfly.Local.Unlocks.Video;
using Dragonfly.Local.Unlocks.Video.Faults;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>Promise 4 at the doors to the video system: a feed that runs facial recognition is not opened, not shown, and what it found is not taken.</summary>
public sealed class AnalyticsFlows
{
    private static readonly FeedId Feed = Town.TwoCameras[0].Id;
    private static readonly FeedId Other = Town.TwoCameras[1].Id;

    [Theory]
    [InlineData("faceRecognition", "forbiddenAnalytics")]
    [InlineData("superAnalytics9000", "unknownAnalytics")]
    public async Task A_feed_that_runs_what_is_not_permitted_stays_locked_whatever_was_registered(string runs, string code)
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        Equip(town, "motion", runs);
        var id = await town.Cad.ReportAsync("26-1");
        var view = await town.Investigator.SeesAsync(id, view => view.Grants.Any(grant => grant.Reason == code) && Of(view, Other).State == GrantState.Unlocked);
        Of(view, Feed).State.ShouldBe(GrantState.Pending);
        (await town.Investigator.AskTicketAsync(id, Of(view, Feed).GrantId)).ShouldBeProblem(403, "notYetUnlocked");
        (await town.Video.ListOpenAsync(default)).Select(lease => lease.Feed).ShouldBe([Other]);
        (await town.TimelineAsync(id)).Select(entry => entry.Event).OfType<VideoFinished>().SelectMany(finished => finished.Outcomes).ShouldContain(outcome => outcome.Failure == code, "it is on record");

        Equip(town, "motion");
        await town.Investigator.SeesAllAsync(id, GrantState.Unlocked, pace: TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_feed_that_begins_to_run_it_is_shown_no_longer()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var id = await town.Cad.ReportAsync("26-1");
        var view = await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);
        var ticket = await town.Investigator.TicketAsync(id, Of(view, Feed).GrantId);
        Equip(town, "faceMatching");

        town.Clock.Advance(TimeSpan.FromSeconds(29));
        (await town.Investigator.RenewAsync(ticket.Ticket)).Should(200);
        town.Clock.Advance(TimeSpan.FromSeconds(2));
        (await town.Investigator.RenewAsync(ticket.Ticket)).ShouldBeProblem(403, "forbiddenAnalytics");

        view = await town.Investigator.SeesAsync(id, view => Of(view, Feed).State == GrantState.Locked);
        Of(view, Feed).Reason.ShouldBe("forbiddenAnalytics");
        Of(view, Other).State.ShouldBe(GrantState.Unlocked);
        (await town.Video.ListOpenAsync(default)).Select(lease => lease.Feed).ShouldBe([Other]);
    }

    [Fact]
    public async Task A_video_system_that_does_not_say_what_runs_on_a_feed_gets_it_not_opened()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        using (town.Faults.Order(new Local.Unlocks.Video.Faults.Unreachable(), calls: VideoCalls.Describe))
        {
            var id = await town.Cad.ReportAsync("26-1");
            await town.Investigator.SeesAsync(id, view => view.Grants.All(grant => grant.Reason == "unreachable"));
            town.Faults.Count(VideoCalls.Open).ShouldBe(0);
        }

        await town.Investigator.SeesAllAsync(town.Cad.IdOf("26-1"), GrantState.Unlocked, pace: TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_feed_is_asked_about_once_in_half_a_minute()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var id = await town.Cad.ReportAsync("26-1");
        var view = await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);
        for (var tickets = 0; tickets < 5; tickets++) await town.Investigator.TicketAsync(id, Of(view, Feed).GrantId);
        town.Faults.Count(VideoCalls.Describe, Feed).ShouldBe(1);
    }

    [Fact]
    public async Task An_event_of_facial_recognition_is_refused_recorded_and_locks_the_feed()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var id = await town.Cad.ReportAsync("26-1");
        var view = await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);
        await town.Investigator.TicketAsync(id, Of(view, Feed).GrantId);

        var reply = (await Says(town, Event(Feed.Value, "motion", "Facial Recognition"))).ShouldBeProblem(422, "forbiddenAnalytics");
        reply.Json.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("$.data.analytics[1]");
        view = await town.Investigator.IncidentAsync(id);
        (Of(view, Feed).State, Of(view, Feed).Reason).ShouldBe((GrantState.Locked, "forbiddenAnalytics"), "before the video system is answered");
        Of(view, Other).State.ShouldBe(GrantState.Unlocked);
        var entries = await town.TimelineAsync(id);
        entries.Select(entry => entry.Event).OfType<ViewsEnded>().Single().Views.Single().How.ShouldBe("cut");
        entries.Single(entry => entry.Event is GrantsEnded).Origin.ShouldBe(new Origin("video", Role.VideoWrite, "ReceiveVideoEvent"));
        (await RefusalsAsync(town)).ShouldBe([new Refused("ReceiveVideoEvent", "forbiddenAnalytics", Feed.Value)]);
    }

    [Fact]
    public async Task An_event_of_what_is_permitted_is_taken_and_one_that_is_wrong_is_told_every_fault()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        (await Says(town, Event(Feed.Value, "motion", "People Counting"))).Should(204);
        var wrong = new { specversion = "0.3", id = "", type = "com.example.faceFound", data = new { feed = 1, health = "superb", analytics = "motion" } };
        (await Says(town, wrong)).Should(422).Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("path").GetString()).ShouldBe(
            ["$.specversion", "$.id", "$.source", "$.type", "$.data.feed", "$.data.health", "$.data.analytics"]);
        (await Says(town, Event("feed-9", (string[])["motion"]))).ShouldBeProblem(422, "unknownFeed");
        (await RefusalsAsync(town)).ShouldBeEmpty();
    }

    private static void Equip(Town town, params string[] analytics) => town.Service<SimulatedVideoSystem>().Equip(Feed, new(FeedHealth.Online, [.. analytics]));

    private static GrantView Of(IncidentView view, FeedId feed) => view.Grants.Single(grant => grant.FeedId == feed);

    private static object Event(string feed, params string[] analytics) => new
    {
        specversion = "1.0",
        id = "1",
        source = "/video",
        type = "com.dragonfly.video.feedDescribed",
        data = new { feed, health = "online", analytics },
    };

    private static Task<Reply> Says(Town town, object said) => new Desk(town, Role.VideoWrite, "video", "cpd").PostAsync("video/events", said);

    private static async Task<IEnumerable<TimelineEvent>> RefusalsAsync(Town town) =>
        (await town.Service<ITimelines>().ReadAsync(Functions.Audit.PrincipalLog.TimelineOf(new("cpd"), "video", Town.Afternoon), 0, 100, default)).Select(entry => entry.Event).Where(happened => happened is Refused);
}
