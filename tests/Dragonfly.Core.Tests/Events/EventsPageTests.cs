using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Events;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Tests.Events;

/// <summary><c>docs/api/events.md</c> shows what is published.</summary>
public sealed partial class EventsPageTests
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 14, 18, 0, 0, TimeSpan.Zero);
    private static readonly IncidentId Incident = IncidentId.Of(new("cpd"), "26-081234");
    private static readonly PartnerId Partner = new("p-8c1d");
    private static readonly GrantId Grant = GrantId.Of(Incident, 1);
    private static readonly ClipId Clip = new("5b1f0c2d9e8a47b6a1c3d5e7f9081726");
    private const string Sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static readonly UnlockRule Rule = UnlockPolicy.Default.Rules["ROBBERY"];
    private static readonly string Page = Read();

    [Fact]
    public void Every_type_has_one_example_which_is_what_is_published()
    {
        CloudEvent[] published =
        [
            .. Told(Incident.Timeline, 2, new UnlockDecided("7", Rule, "qualified", [new(Grant, new("f-31"), Partner, 12, 48.5, true, Noon.AddMinutes(30), "timeToLive")], ImmutableSortedDictionary<string, int>.Empty)),
            .. Told(Incident.Timeline, 9, new GrantsEnded([new(Grant, "incidentClosed")])),
            .. Told(Clip.Timeline, 4, new ClipVerified(new(18_349_120, "video/mp4", Sha256, 600), Noon.AddDays(30))),
            .. Told(Core.Registry.Partner.TimelineOf(Partner), 14, new SharingDecided(new(new("s-2"), [new("f-31")]), SharingRule.Never, 1), null),
        ];
        var examples = Example().Matches(Page).Select(match => match.Groups[1].Value).Where(json => json.Contains("\"specversion\"", StringComparison.Ordinal) && !json.Contains(Inbound, StringComparison.Ordinal)).ToArray();
        examples.Length.ShouldBe(published.Length);
        foreach (var (example, happened) in examples.Zip(published))
        {
            var json = JsonSerializer.Serialize(happened, EventJson.Default.CloudEvent);
            JsonElement.DeepEquals(JsonElement.Parse(example), JsonElement.Parse(json)).ShouldBeTrue($"what is published is\n{json}");
        }
    }

    [Fact]
    public void Every_type_is_on_the_page() => typeof(EventType).GetFields().Select(field => (string)field.GetRawConstantValue()!).ShouldAllBe(type => Page.Contains($"## `{type}`", StringComparison.Ordinal));

    private const string Inbound = "com.dragonfly.video.";

    private static IEnumerable<CloudEvent> Told(TimelineId timeline, long sequence, TimelineEvent happened, string? agency = "cpd") =>
        LogEvents.Of(timeline, agency is null ? null : new(agency), new(sequence, Noon, Origin.System("test"), happened, "", ""));

    private static string Read()
    {
        using var reader = new StreamReader(typeof(EventsPageTests).Assembly.GetManifestResourceStream("events.md")!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
