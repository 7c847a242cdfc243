using System.Text.Json;
using Dragonfly.Conformance;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Json;
using Dragonfly.Core.Transparency;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Tests.Transparency;

/// <summary>Whoever has an export can count again, and sees where something else was published.</summary>
public sealed class RecountTests
{
    private static readonly Month August = new(2026, 8);

    [Fact]
    public void An_export_counted_again_agrees_with_what_was_published() => Recounted(figures => figures).ShouldHaveSingleItem().Agrees.ShouldBeTrue();

    [Fact]
    public void Figures_that_were_made_up_do_not_agree() =>
        Recounted(figures => figures with { Incidents = figures.Incidents - 1 }).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            month => month.Agrees.ShouldBeFalse(),
            month => month.Counted.Incidents.ShouldBe(6));

    [Fact]
    public void Figures_that_are_the_same_by_chance_and_not_counted_from_the_same_do_not_agree() =>
        Recounted(figures => figures, leaveOut: 1).ShouldHaveSingleItem().Agrees.ShouldBeFalse();

    private static IEnumerable<RecountedMonth> Recounted(Func<MonthFigures, MonthFigures> published, int leaveOut = 0)
    {
        var incidents = Enumerable.Range(0, 6).Select(number =>
        {
            var incident = TestIncident.New($"26-{number}");
            incident.Do(August.Start.AddHours(1), TestCad.Message($"26-{number}", August.Start.AddHours(1)), new DecideUnlock(UnlockPolicy.Default, [.. TestFeeds.Around(TestCad.Downtown, 100, 3, 1)]));
            incident.DoVideo(August.Start.AddHours(2));
            return incident;
        }).ToArray();
        var count = new MonthCount(new("cpd"), August);
        foreach (var incident in incidents) count.Add(incident.Id.Timeline, incident.Timeline);
        var entry = Chain.Append(0, "", [new FiguresPublished(August, August.AsOf, [published(count.ToFigures())], [])], Origin.System("test"), August.AsOf.AddHours(1))[0];

        string[] lines =
        [
            """{"dragonflyLog":1,"exportedAt":"2026-10-01T00:00:00Z","agencies":["cpd"],"keys":[]}""",
            .. incidents.Skip(leaveOut).SelectMany(incident => (string[])[$$"""{"timeline":"{{incident.Id.Timeline}}","agency":"cpd"}""", .. incident.Timeline.Select(Line)]),
            """{"timeline":"transparency/program","agency":"program"}""",
            Line(entry),
            """{"end":true,"timelines":7,"entries":30}""",
        ];
        return Recount.Of(new StringReader(string.Join('\n', lines))).Compare();
    }

    private static string Line(Entry entry) => JsonSerializer.Serialize(entry, CoreJson.Default.Entry);
}
