using System.Text.Json;
using System.Text.RegularExpressions;
using Dragonfly.Infra.Tests.Compiling;

namespace Dragonfly.Infra.Tests.Operations;

/// <summary>Somebody is told of what matters, by a query over what the app really measures.</summary>
public sealed partial class AlertTests
{
    private static readonly JsonElement[] Alerts = [.. JsonDocument.Parse(Repository.Read("infra", "alerts.json")).RootElement.EnumerateArray()];

    [Fact]
    public void Every_metric_that_an_alert_asks_for_is_measured()
    {
        var named = Alerts.SelectMany(alert => Metrics.NamedIn(Text(alert, "query"))).ToArray();
        named.Length.ShouldBeGreaterThan(10);
        named.Where(name => !Metrics.Measured.Contains(name)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("relock-overdue", "dragonfly.locks.overdue", 0)]
    [InlineData("audit-lost", "dragonfly.audit.records.lost", 0)]
    [InlineData("audit-failing", "dragonfly.audit.records.failed", 1)]
    [InlineData("cad-intake-errors", "dragonfly.cad.rejected.lost", 1)]
    [InlineData("unlock-slow", "dragonfly.unlock.latency", 2)]
    [InlineData("events-poisoned", "dragonfly.events.poisoned", 2)]
    public void What_must_be_told_is_told(string name, string metric, int severity)
    {
        var alert = Alerts.Single(each => Text(each, "name") == name);
        Metrics.NamedIn(Text(alert, "query")).ShouldContain(metric);
        alert.GetProperty("severity").GetInt32().ShouldBe(severity);
    }

    [Fact]
    public void Failing_appends_are_told_when_they_last_longer_than_five_minutes()
    {
        var alert = Alerts.Single(each => Text(each, "name") == "audit-failing");
        // Two windows of five minutes, one after the other.
        (Text(alert, "window"), Text(alert, "frequency"), alert.GetProperty("failing").GetInt32(), alert.GetProperty("periods").GetInt32()).ShouldBe(("PT5M", "PT5M", 2, 2));
    }

    [Fact]
    public void A_slow_unlock_is_one_over_a_second() => Text(Alerts.Single(each => Text(each, "name") == "unlock-slow"), "query").ShouldEndWith("| where P95 > 1000");

    [Fact]
    public void The_functions_that_alerts_name_exist()
    {
        var named = Alerts.SelectMany(alert => Functions().Matches(Text(alert, "query"))).Select(match => match.Groups["name"].Value).Distinct().ToArray();
        named.ShouldNotBeEmpty();
        foreach (var function in named) Repository.Sources.ShouldContain(source => source.Contains($"[Function(nameof({function}))]", StringComparison.Ordinal), function);
    }

    [BicepFact]
    public void All_of_them_are_deployed_and_tell_the_same_people()
    {
        var people = Deployed.Public.The("Microsoft.Insights/actionGroups");
        people.At("properties.emailReceivers")!.Value[0].GetProperty("emailAddress").GetString().ShouldBe("operations@example.org");
        var rules = Deployed.Public.Of("Microsoft.Insights/scheduledQueryRules").ToArray();
        rules.Select(rule => rule.Name).ShouldBe(Alerts.Select(alert => $"dragonfly-{Text(alert, "name")}"));
        rules.ShouldAllBe(rule => rule.At("properties.actions.actionGroups")!.Value[0].GetString() == people.Id && rule.TextAt("properties.enabled") == "True");
        var metrics = Deployed.Public.Of("Microsoft.Insights/metricAlerts").ToArray();
        metrics.ShouldAllBe(alert => alert.At("properties.actions")!.Value[0].GetProperty("actionGroupId").GetString() == people.Id);
        metrics.Count(alert => alert.Json.GetRawText().Contains("DeadLetteredCount", StringComparison.Ordinal)).ShouldBe(2);
    }

    // One that the platform does not keep is refused when the alert is made. https://learn.microsoft.com/azure/azure-monitor/reference/metrics-index
    [BicepTheory]
    [InlineData("DeadLetteredCount", "Total")]
    [InlineData("TotalRequests", "Count")]
    [InlineData("SystemErrors", "Maximum")]
    public void A_metric_of_the_platform_is_read_as_it_is_kept(string metric, string aggregation)
    {
        var criteria = Deployed.Public.Of("Microsoft.Insights/metricAlerts").SelectMany(alert => alert.At("properties.criteria.allOf")!.Value.EnumerateArray())
            .Where(criterion => Text(criterion, "metricName") == metric).ToArray();
        criteria.ShouldNotBeEmpty();
        criteria.ShouldAllBe(criterion => Text(criterion, "timeAggregation") == aggregation);
    }

    [BicepFact]
    public void Removing_or_changing_a_promise_does_not_go_unseen() =>
        Deployed.Public.Of("Microsoft.Insights/activityLogAlerts").SelectMany(alert => alert.At("properties.condition.allOf")!.Value.EnumerateArray())
            .Where(condition => condition.GetProperty("field").GetString() == "operationName").Select(condition => condition.GetProperty("equals").GetString())
            .ShouldBe(["Microsoft.Authorization/policyAssignments/delete", "Microsoft.Authorization/policyAssignments/write",
                "Microsoft.Authorization/policyExemptions/write", "Microsoft.Authorization/policyDefinitions/write"], ignoreOrder: true);

    [BicepFact]
    public void The_budget_tells_before_it_is_spent()
    {
        var notifications = Deployed.Public.The("Microsoft.Consumption/budgets").At("properties.notifications")!.Value.EnumerateObject()
            .Select(each => (each.Value.GetProperty("threshold").GetInt32(), each.Value.GetProperty("thresholdType").GetString())).ToArray();
        notifications.ShouldBe([(50, "Actual"), (80, "Actual"), (100, "Actual"), (110, "Forecasted")], ignoreOrder: true);
    }

    private static string Text(JsonElement alert, string name) => alert.GetProperty(name).GetString()!;

    [GeneratedRegex("'(?<name>Receive[A-Za-z]+)'")]
    private static partial Regex Functions();
}
