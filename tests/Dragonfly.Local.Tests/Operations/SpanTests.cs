using System.Diagnostics;
using Dragonfly.Core.Incidents;
using Dragonfly.Local.Tests.City;
using Dragonfly.Local.Unlocks.Video.Faults;

namespace Dragonfly.Local.Tests.Operations;

/// <summary>What whoever watches the system can follow: one trace from CAD's message to the push that shows the feeds open.</summary>
public sealed class SpanTests
{
    // An incident's id comes of its number: numbers that no other test has, since all of them are listened to.
    private const string Followed = "26-7001";
    private const string Read = "26-7002";

    [Fact]
    public async Task A_robbery_is_one_trace_from_cads_message_to_the_push_that_shows_its_feeds_open()
    {
        using var spans = new SpanRecorder();
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var id = await ReportAsync(town);

        // What is told of the log has a trace of its own: the change feed knows of none.
        var seen = await Eventually.SeeAsync(() => Task.FromResult(spans.Of(id)), seen => seen.Any(span => span.OperationName == "incident.step"));
        Activity[] all = [.. seen.Where(span => span.OperationName != "events.publish")];
        var trace = all.Select(span => span.TraceId).Distinct().ShouldHaveSingleItem();
        var names = all.GroupBy(span => span.OperationName).ToDictionary(group => group.Key, group => group.Count());
        foreach (var name in (string[])["incident.receive", "incident.decide", "loop.wake", "incident.step"]) names.ShouldContainKeyAndValue(name, 1);
        names.ShouldContainKeyAndValue("video.open", 2);
        names["incident.write"].ShouldBeGreaterThanOrEqualTo(3, "what was decided, what is asked of the video system, what came of it");
        names["rtic.push"].ShouldBeGreaterThanOrEqualTo(2, "with the feeds pending, and with them open");

        // Each hangs together with the request through its parents, over the orchestration.
        var whole = spans.Of(trace).ToDictionary(span => span.SpanId);
        foreach (var span in all) RootOf(span, whole).OperationName.ShouldBe("Microsoft.AspNetCore.Hosting.HttpRequestIn");
        ParentsOf(all.First(span => span.OperationName == "video.open"), whole).Select(span => span.OperationName)
            .ShouldBe(["incident.step", nameof(Functions.Unlocks.UnlockLoop.Step), "loop.wake", "incident.receive", "ReceiveIncidents", "Microsoft.AspNetCore.Hosting.HttpRequestIn"]);
    }

    [Fact]
    public async Task Attributes_hold_ids_codes_and_counts_and_nothing_that_names_a_person_a_place_or_a_call()
    {
        using var spans = new SpanRecorder();
        await using var town = await Town.StartAsync(Town.TwoCameras);
        using var refusing = town.Faults.Order(new Refusing(), calls: VideoCalls.Open);
        var id = await town.Cad.ReportAsync(Read);
        await Eventually.SeeAsync(() => Task.FromResult(spans.Of(id)), seen => seen.Count(span => span is { OperationName: "video.open", Status: ActivityStatusCode.Error }) == 2);
        await town.Cad.CloseAsync(Read);
        await Eventually.SeeAsync(() => Task.FromResult(spans.Of(id)), seen => seen.Count(span => span.OperationName == "incident.receive") == 2);

        var ours = spans.Of(id);
        ours.Where(span => span.OperationName == "video.open").ShouldAllBe(span => span.StatusDescription == "refused");
        foreach (var (name, value) in ours.SelectMany(span => span.TagObjects))
        {
            name.ShouldBeOneOf("dragonfly.incident", "dragonfly.grant", "dragonfly.attempt", "dragonfly.version", "dragonfly.feeds.near");
            if (value is string text) text.ShouldMatch("^[0-9a-f]{32}(-[0-9]+)?$");
        }

        ours.ShouldAllBe(span => !span.Baggage.Any() && !span.Events.Any());
    }

    private static async Task<IncidentId> ReportAsync(Town town)
    {
        var id = await town.Cad.ReportAsync(Followed);
        await town.UntilAsync(() => town.Investigator.IncidentAsync(id), view => view.Grants.All(grant => grant.State == GrantState.Unlocked));
        return id;
    }

    private static Activity RootOf(Activity span, IReadOnlyDictionary<ActivitySpanId, Activity> whole) => ParentsOf(span, whole).LastOrDefault(span);

    private static IEnumerable<Activity> ParentsOf(Activity span, IReadOnlyDictionary<ActivitySpanId, Activity> whole)
    {
        while (whole.TryGetValue(span.ParentSpanId, out var parent)) yield return span = parent;
    }
}
