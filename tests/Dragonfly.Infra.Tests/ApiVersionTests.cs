using System.Text.RegularExpressions;

namespace Dragonfly.Infra.Tests;

/// <summary>The versions that were current, and looked up, in August 2026; what is not on the list is as the compiler's linter finds recent.</summary>
public sealed partial class ApiVersionTests
{
    private static readonly Dictionary<string, string> Listed = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Microsoft.Web/sites"] = "2025-03-01",
        ["Microsoft.Storage/storageAccounts"] = "2026-04-01",
        ["Microsoft.DocumentDB/databaseAccounts"] = "2026-03-15",
        ["Microsoft.EventGrid/topics"] = "2025-02-15",
        ["Microsoft.EventGrid/systemTopics"] = "2025-02-15",
        ["Microsoft.SignalRService/signalR"] = "2024-03-01",
        ["Microsoft.DurableTask/schedulers"] = "2026-02-01",
        ["Microsoft.KeyVault/vaults"] = "2026-02-01",
        ["Microsoft.Insights/components"] = "2020-02-02",
        ["Microsoft.OperationalInsights/workspaces"] = "2026-03-01",
        ["Microsoft.ManagedIdentity/userAssignedIdentities"] = "2024-11-30",
        ["Microsoft.Authorization/roleAssignments"] = "2022-04-01",
        ["Microsoft.Authorization/policyAssignments"] = "2026-07-01",
        ["Microsoft.Network/privateEndpoints"] = "2025-09-01",
        ["Microsoft.Network/privateDnsZones"] = "2024-06-01",
        ["Microsoft.Insights/metricAlerts"] = "2026-01-01",
        ["Microsoft.Insights/scheduledQueryRules"] = "2026-03-01",
        ["Microsoft.Insights/workbooks"] = "2023-06-01",
        ["Microsoft.Insights/diagnosticSettings"] = "2021-05-01-preview",
    };

    [Fact]
    public void Each_listed_type_is_there_in_its_version()
    {
        var used = Repository.BicepFiles.SelectMany(file => Types().Matches(Repository.Read("infra", file)))
            .Select(match => (Type: match.Groups["type"].Value, Version: match.Groups["version"].Value)).Distinct().ToArray();
        foreach (var (type, version) in Listed)
            used.Where(each => Covers(type, each.Type)).Select(each => each.Version).Distinct().ShouldBe([version], $"{type} is not used, or in another version");
    }

    // A child has its parent's version.
    private static bool Covers(string listed, string type) =>
        type.Equals(listed, StringComparison.OrdinalIgnoreCase) || type.StartsWith($"{listed}/", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("'(?<type>Microsoft\\.[A-Za-z]+(/[A-Za-z]+)+)@(?<version>[0-9a-z-]+)'")]
    private static partial Regex Types();
}
