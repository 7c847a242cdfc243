using System.Collections.Immutable;
using Dragonfly.Conformance;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Documents;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Transparency;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Tests.Transparency;

/// <summary>The yearly report, as a reader has it before them.</summary>
public sealed class AnnualReportTests
{
    private static readonly AnnualReport Report = new(
        2026,
        "Dragonfly",
        [Published(8, 3, 20), Published(9, 4, 30)],
        StatementsState.Unwritten with { Texts = StatementsState.Unwritten.Texts.Add("cost", "$12,000 | of which *half* was <b>paid</b> by a grant.\n\nThe rest by the city."), Sequence = 2, Hash = "statementsHash" },
        [new(TestCad.Noon, "2026-08-01.1", ["ALMH"], [], 1)],
        new(300, 2_000),
        new(2026, 10, 15, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void It_has_the_eleven_fields_in_order()
    {
        AnnualReport.Fields.Length.ShouldBe(11);
        Report.ToDocument().Blocks.OfType<Heading>().Take(11).Select(heading => heading.Text).ShouldBe(AnnualReport.Fields.Select((field, index) => $"{index + 1}. {field.Title}"));
    }

    [Fact]
    public void What_is_not_known_and_was_not_stated_is_said_to_be_missing() =>
        Report.ToDocument().Blocks.OfType<Paragraph>().Count(paragraph => paragraph.Text == "The program's administration has filed no statement on this.").ShouldBe(10);

    [Fact]
    public void The_year_is_the_sum_of_the_months_and_names_the_entries_they_are()
    {
        var markdown = MarkdownWriter.Write(Report.ToDocument());
        markdown.ShouldContain("| ROBBERY | 50 |");
        markdown.ShouldContain("| 2026-08 | cpd | 3 | hash3 | 2026-09-04 00:00:00Z | 1000 | 5000 | digest | checkpoints/cpd 9, hash anchor |");
        markdown.ShouldContain("Not published, because they have not ended for three days or nothing was on record yet: 2026-01, 2026-02, 2026-03, 2026-04, 2026-05, 2026-06, 2026-07, 2026-10");
        markdown.ShouldContain("| 2026-08-01 | 2026-08-01.1 | ALMH | none | 1 |");
        markdown.ShouldContain("2000 feeds of 300 partners");
        markdown.ShouldContain("entry 2 of the timeline reports/2026");
    }

    [Fact]
    public void Uses_that_are_not_told_are_not_said_to_be_few()
    {
        var published = Published(8, 3, 20);
        var hidden = published.Figures.Agencies[0] with { ByOutcome = new([], 1_000), Uses = null };
        var markdown = MarkdownWriter.Write((Report with { Months = [published with { Figures = published.Figures with { Agencies = [hidden] } }] }).ToDocument());
        markdown.ShouldContain("| 2026-08 | 1,000 | not told | not told | not told | not told | not told | 6 | fewer than 5 |");
        markdown.ShouldContain("| 2026-08 | not told | not told |");
    }

    [Fact]
    public void What_somebody_wrote_is_text_in_both_forms()
    {
        MarkdownWriter.Write(Report.ToDocument()).ShouldContain("$12,000 \\| of which \\*half\\* was \\<b\\>paid\\</b\\> by a grant.\n\nThe rest by the city.\n");
        HtmlWriter.Write(Report.ToDocument()).ShouldContain("<p>$12,000 | of which *half* was &lt;b&gt;paid&lt;/b&gt; by a grant.</p>\n<p>The rest by the city.</p>");
    }

    [Fact]
    public void Changes_of_the_policy_are_those_of_the_year()
    {
        var without = UnlockPolicy.Default with { Version = "two", Rules = UnlockPolicy.Default.Rules.Remove("ROBBERY") };
        var first = Chain.Append(0, "", [new PolicyRevised(UnlockPolicy.Default with { Version = "one" }, "why"), new PolicyRefused("unknownCode", "$.rules")], Origin.System("test"), TestCad.Noon.AddYears(-1));
        var second = Chain.Append(2, first[^1].Hash!, [new PolicyRevised(without, "secret reasons")], Origin.System("test"), TestCad.Noon);
        PolicyChange.In([.. first, .. second], 2026).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            change => (change.Version, change.Sequence).ShouldBe(("two", 3L)),
            change => change.Removed.ShouldBe(["ROBBERY"]),
            change => change.Added.ShouldBeEmpty());
        PolicyChange.In([.. first, .. second], 2025).ShouldHaveSingleItem().Added.ShouldBeEmpty();
    }

    private static PublishedMonth Published(int month, long sequence, int robberies)
    {
        var table = new CountTable([new("ROBBERY", robberies)], null);
        var uses = new UseFigures(robberies, table, new([new("B7", robberies)], null), new([new("viewed", robberies)], null), new([new("cad", robberies)], null), 12, null, 25, 40, 1.2);
        var figures = new MonthFigures(new("cpd"), 1_000, new([new("notQualified", 1_000 - robberies), new("unlocked", robberies)], null), uses, 6, null, 0, new(1_000, 5_000, "digest"));
        var which = new Month(2026, month);
        return new(new(which, which.AsOf, [figures], [new(new("checkpoints/cpd"), 9, "anchor")]), sequence, $"hash{sequence}", which.AsOf.AddHours(2));
    }
}
