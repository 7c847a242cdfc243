using Dragonfly.Infra.Tests.Compiling;

namespace Dragonfly.Infra.Tests;

/// <summary>Everything that keeps a log sends it to the workspace; what does not is named here, with why.</summary>
public sealed class DiagnosticTests
{
    private static readonly Dictionary<string, string> WithoutLogs = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Microsoft.Resources/resourceGroups"] = "the activity log has it",
        ["Microsoft.Authorization/policyDefinitions"] = "the activity log has it",
        ["Microsoft.Authorization/policyAssignments"] = "the activity log has it",
        ["Microsoft.Authorization/roleAssignments"] = "the activity log has it",
        ["Microsoft.ManagedIdentity/userAssignedIdentities"] = "sign-ins are in Entra ID's log",
        ["Microsoft.Storage/storageAccounts"] = "its services have the logs",
        ["Microsoft.Insights/components"] = "what it has is in the workspace already",
        ["Microsoft.Insights/actionGroups"] = "none",
        ["Microsoft.Insights/scheduledQueryRules"] = "none",
        ["Microsoft.Insights/metricAlerts"] = "none",
        ["Microsoft.Insights/activityLogAlerts"] = "none",
        ["Microsoft.Insights/workbooks"] = "none",
        ["Microsoft.Insights/privateLinkScopes"] = "none",
        ["Microsoft.Insights/diagnosticSettings"] = "is one",
        ["Microsoft.Consumption/budgets"] = "none",
        ["Microsoft.Web/serverfarms"] = "metrics only",
        ["Microsoft.DurableTask/schedulers"] = "no categories are documented; its dashboard and our traces show the loops",
        ["Microsoft.Network/virtualNetworks"] = "logs of DDoS protection only",
        ["Microsoft.Network/privateEndpoints"] = "metrics only",
        ["Microsoft.Network/privateDnsZones"] = "metrics only",
    };

    // Logged by what they belong to.
    private static readonly string[] LogsOfTheirOwn =
    [
        "Microsoft.Storage/storageAccounts/blobServices", "Microsoft.Storage/storageAccounts/queueServices", "Microsoft.Storage/storageAccounts/tableServices",
    ];

    public static TheoryData<string> Deployments => ["public", "private"];

    [BicepTheory]
    [MemberData(nameof(Deployments))]
    public void Everything_is_diagnosed(string parameters)
    {
        var deployed = Deployed.With(parameters);
        var diagnosed = deployed.Of("Microsoft.Insights/diagnosticSettings")
            .Select(setting => setting.Id.Split("/providers/Microsoft.Insights/diagnosticSettings/")[0]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var able = deployed.Resources.Where(resource => IsWhole(resource) && !WithoutLogs.ContainsKey(resource.Type)).ToArray();
        able.Where(resource => !diagnosed.Contains(resource.Id)).Select(resource => resource.ToString()).ShouldBeEmpty();
        diagnosed.Count.ShouldBe(able.Length);
        able.Length.ShouldBe(12);
    }

    [BicepTheory]
    [MemberData(nameof(Deployments))]
    public void Each_sends_something_to_the_one_workspace(string parameters)
    {
        var workspace = Deployed.With(parameters).The("Microsoft.OperationalInsights/workspaces").Id;
        foreach (var setting in Deployed.With(parameters).Of("Microsoft.Insights/diagnosticSettings"))
        {
            setting.TextAt("properties.workspaceId").ShouldBe(workspace);
            setting.At("properties.logs")!.Value.EnumerateArray().ShouldContain(log => log.GetProperty("enabled").GetBoolean());
        }
    }

    [BicepFact]
    public void No_reason_is_given_for_what_is_not_there()
    {
        var types = Deployed.Private.Resources.Select(resource => resource.Type).ToHashSet(StringComparer.OrdinalIgnoreCase);
        WithoutLogs.Keys.ShouldBeSubsetOf(types, StringComparer.OrdinalIgnoreCase);
    }

    private static bool IsWhole(Resource resource) => resource.Type.Count(letter => letter is '/') is 1 || LogsOfTheirOwn.Contains(resource.Type, StringComparer.OrdinalIgnoreCase);
}
