using System.Globalization;
using System.Text.RegularExpressions;
using Dragonfly.Infra.Tests.Compiling;

namespace Dragonfly.Infra.Tests.Operations;

/// <summary><c>docs/operations.md</c> names what there is: alerts, instruments, spans, event ids and settings, all of them and no others.</summary>
public sealed partial class OperationsPageTests
{
    private static readonly string Page = Repository.Read("docs", "operations.md");

    [BicepFact]
    public void Every_alert_has_a_line_that_says_what_to_do()
    {
        string[] kinds = ["Microsoft.Insights/scheduledQueryRules", "Microsoft.Insights/metricAlerts", "Microsoft.Insights/activityLogAlerts"];
        var deployed = kinds.SelectMany(Deployed.Public.Of).Select(alert => alert.Name.Replace("dragonfly-", "", StringComparison.Ordinal)).ToArray();
        deployed.Length.ShouldBeGreaterThan(15);
        CodesIn("| alert | what to do |").ShouldBe(deployed, ignoreOrder: true);
    }

    [Fact]
    public void Every_instrument_has_a_line_that_says_what_it_means() => CodesIn("| instrument | what it means |").ShouldBe(Metrics.Measured, ignoreOrder: true);

    [Fact]
    public void Every_span_is_named()
    {
        var spans = Repository.Sources.SelectMany(text => Spans().Matches(text)).Select(match => match.Groups["name"].Captures).SelectMany(captures => captures).Select(capture => capture.Value).Distinct().ToArray();
        spans.Length.ShouldBeGreaterThan(8);
        foreach (var span in spans) Page.ShouldContain($"`{span}`");
    }

    [Fact]
    public void Event_ids_are_told_by_the_hundred()
    {
        var used = Repository.Sources.SelectMany(text => EventIds().Matches(text)).Select(match => int.Parse(match.Groups["id"].Value, CultureInfo.InvariantCulture) / 100 * 100).Distinct().ToArray();
        var told = Hundreds().Matches(Page[Page.IndexOf("event ids by feature: ", StringComparison.Ordinal)..Page.IndexOf(" is an unlock with its milliseconds", StringComparison.Ordinal)])
            .Select(match => int.Parse(match.Groups["id"].Value, CultureInfo.InvariantCulture));
        told.ShouldBe(used, ignoreOrder: true);
    }

    [Fact]
    public void The_event_that_is_told_to_be_an_unlock_is_one()
    {
        var id = Regex.Match(Page, @"Event (?<id>\d+) is an unlock with its milliseconds").Groups["id"].Value;
        Repository.Sources.SelectMany(text => text.Split('\n')).Single(line => line.Contains($"EventId = {id},", StringComparison.Ordinal)).ShouldContain("viewable after {Milliseconds} ms");
    }

    [Fact]
    public void Every_setting_that_the_code_reads_is_told_and_none_that_it_does_not()
    {
        var read = Repository.Sources.SelectMany(text => Settings().Matches(text)).Select(match => match.Groups["name"].Value).ToHashSet();
        read.Count.ShouldBeGreaterThan(15);
        CodesIn("| setting | | what the second needs |").Where(code => code.StartsWith("DRAGONFLY_", StringComparison.Ordinal)).Distinct().ShouldBe(read, ignoreOrder: true);
    }

    // What stands in backquotes in a table, in its first cells; of the settings, in all of them.
    private static IEnumerable<string> CodesIn(string header)
    {
        var rows = Page[Page.IndexOf(header, StringComparison.Ordinal)..].Split('\n').Skip(2).TakeWhile(line => line.StartsWith('|'));
        var cells = rows.Select(row => header.StartsWith("| setting", StringComparison.Ordinal) ? row : row.Split('|')[1]);
        return cells.SelectMany(cell => Codes().Matches(cell)).Select(match => match.Groups["code"].Value);
    }

    [GeneratedRegex("`(?<code>[^`]+)`")]
    private static partial Regex Codes();

    [GeneratedRegex("""Spans\.Begin\([^";]*"(?<name>[a-z.]+)"( : "(?<name>[a-z.]+)")?|TryAsync\(\s*"(?<name>rtic\.[a-z]+)""")]
    private static partial Regex Spans();

    [GeneratedRegex(@"EventId = (?<id>\d+)")]
    private static partial Regex EventIds();

    [GeneratedRegex(@"(?<id>\d+00) [a-zA-Z]")]
    private static partial Regex Hundreds();

    [GeneratedRegex("""["%](?<name>DRAGONFLY_[A-Z_]+)["%]""")]
    private static partial Regex Settings();
}
