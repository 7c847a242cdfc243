using System.Text.Json;
using Dragonfly.Infra.Tests.Compiling;

namespace Dragonfly.Infra.Tests.Operations;

/// <summary>The workbook has the panels that operations staff need, over what the app really measures.</summary>
public sealed class WorkbookTests
{
    private static readonly JsonElement[] Panels =
    [
        .. JsonDocument.Parse(Repository.Read("infra", "workbook.json")).RootElement.GetProperty("items").EnumerateArray().Where(item => item.GetProperty("type").GetInt32() is 3),
    ];

    [Theory]
    [InlineData("unlock-latency", "dragonfly.unlock.latency")]
    [InlineData("unlock-stages", "dragonfly.unlock.stage")]
    [InlineData("grants-open", "dragonfly.grants.open")]
    [InlineData("locks-overdue", "dragonfly.locks.overdue")]
    [InlineData("request-units", "dragonfly.store.request_units")]
    [InlineData("pushes-failed", "dragonfly.rtic.pushes.failed")]
    [InlineData("cad-rejects", "dragonfly.cad.rejected")]
    [InlineData("audit", "dragonfly.audit.records.failed")]
    [InlineData("video", "dragonfly.video.failures")]
    [InlineData("events", "dragonfly.events.poisoned")]
    public void A_panel_shows_it(string panel, string metric) => Metrics.NamedIn(Query(Panels.Single(item => item.GetProperty("name").GetString() == panel))).ShouldContain(metric);

    [Fact]
    public void Every_metric_shown_is_measured() => Panels.SelectMany(panel => Metrics.NamedIn(Query(panel))).Where(name => !Metrics.Measured.Contains(name)).ShouldBeEmpty();

    [Fact]
    public void Every_metric_measured_is_shown()
    {
        var shown = Panels.SelectMany(panel => Metrics.NamedIn(Query(panel))).ToHashSet();
        Metrics.Measured.Where(name => !shown.Contains(name)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_dimension_shown_is_written()
    {
        var shown = Panels.SelectMany(panel => Metrics.DimensionsIn(Query(panel))).Distinct().ToArray();
        shown.ShouldNotBeEmpty();
        foreach (var dimension in shown) Repository.Sources.ShouldContain(source => source.Contains($"\"{dimension}\", ", StringComparison.Ordinal), dimension);
    }

    [Fact]
    public void Every_panel_follows_the_chosen_period()
    {
        Panels.Length.ShouldBeGreaterThan(12);
        Panels.ShouldAllBe(panel => panel.GetProperty("content").GetProperty("timeContextFromParameter").GetString() == "Period");
        Panels.Select(panel => panel.GetProperty("name").GetString()).ShouldBeUnique();
    }

    [BicepFact]
    public void It_is_deployed_over_the_workspace()
    {
        var workbook = Deployed.Public.The("Microsoft.Insights/workbooks");
        var workspace = Deployed.Public.The("Microsoft.OperationalInsights/workspaces");
        workbook.TextAt("properties.serializedData")!.ShouldContain("fallbackResourceIds");
        workbook.TextAt("properties.serializedData")!.ShouldNotContain("{workspace}");
        workbook.Json.GetRawText().ShouldContain(workspace.Name);
    }

    private static string Query(JsonElement panel) => panel.GetProperty("content").GetProperty("query").GetString()!;
}
