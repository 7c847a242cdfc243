using System.Text.Json;
using Dragonfly.Infra.Tests.Compiling;

namespace Dragonfly.Infra.Tests.Policies;

/// <summary>The promises, as the platform would hold an administrator to them: what is denied, what is not, and that nothing of ours is.</summary>
public sealed class PolicyTests
{
    public static TheoryData<string, string, bool> Cases => new()
    {
        // policy, resource, denied
        { "no-facial-analysis", """{"type":"Microsoft.CognitiveServices/accounts","kind":"Face"}""", true },
        { "no-facial-analysis", """{"type":"microsoft.cognitiveservices/ACCOUNTS","kind":"face"}""", true },
        { "no-facial-analysis", """{"type":"Microsoft.CognitiveServices/accounts","kind":"CognitiveServices"}""", true },
        { "no-facial-analysis", """{"type":"Microsoft.CognitiveServices/accounts","kind":"AIServices"}""", true },
        { "no-facial-analysis", """{"type":"Microsoft.CognitiveServices/accounts","kind":"ComputerVision"}""", true },
        { "no-facial-analysis", """{"type":"Microsoft.CognitiveServices/accounts","kind":"CustomVision.Training"}""", true },
        { "no-facial-analysis", """{"type":"Microsoft.CognitiveServices/accounts","kind":"OpenAI"}""", true },
        { "no-facial-analysis", """{"type":"Microsoft.CognitiveServices/accounts","kind":"NotInventedYet"}""", true },
        { "no-facial-analysis", """{"type":"Microsoft.CognitiveServices/accounts"}""", true },
        { "no-facial-analysis", """{"type":"Microsoft.CognitiveServices/accounts","kind":"SpeechServices"}""", false },
        { "no-facial-analysis", """{"type":"Microsoft.CognitiveServices/accounts","kind":"TextTranslation"}""", false },
        { "no-facial-analysis", """{"type":"Microsoft.VideoIndexer/accounts"}""", true },
        { "no-facial-analysis", """{"type":"Microsoft.Media/videoAnalyzers"}""", true },
        { "no-facial-analysis", """{"type":"Microsoft.MachineLearningServices/workspaces"}""", true },
        { "no-facial-analysis", """{"type":"Microsoft.Storage/storageAccounts","kind":"StorageV2"}""", false },

        { "no-public-blobs", """{"type":"Microsoft.Storage/storageAccounts","properties":{"allowBlobPublicAccess":true}}""", true },
        { "no-public-blobs", """{"type":"Microsoft.Storage/storageAccounts","properties":{}}""", true },
        { "no-public-blobs", """{"type":"Microsoft.Storage/storageAccounts","properties":{"allowBlobPublicAccess":false}}""", false },
        { "no-public-blobs", """{"type":"Microsoft.Storage/storageAccounts/blobServices/containers","properties":{"publicAccess":"Blob"}}""", true },
        { "no-public-blobs", """{"type":"Microsoft.Storage/storageAccounts/blobServices/containers","properties":{"publicAccess":"Container"}}""", true },
        { "no-public-blobs", """{"type":"Microsoft.Storage/storageAccounts/blobServices/containers","properties":{"publicAccess":"None"}}""", false },
        { "no-public-blobs", """{"type":"Microsoft.Storage/storageAccounts/blobServices/containers","properties":{}}""", false },
        { "no-public-blobs", """{"type":"Microsoft.Web/sites"}""", false },

        { "no-keys", """{"type":"Microsoft.Storage/storageAccounts","properties":{"allowSharedKeyAccess":true}}""", true },
        { "no-keys", """{"type":"Microsoft.Storage/storageAccounts","properties":{}}""", true },
        { "no-keys", """{"type":"Microsoft.Storage/storageAccounts","properties":{"allowSharedKeyAccess":false}}""", false },
        { "no-keys", """{"type":"Microsoft.DocumentDB/databaseAccounts","properties":{}}""", true },
        { "no-keys", """{"type":"Microsoft.DocumentDB/databaseAccounts","properties":{"disableLocalAuth":true}}""", false },
        { "no-keys", """{"type":"Microsoft.DocumentDB/databaseAccounts/sqlDatabases","properties":{}}""", false },
        { "no-keys", """{"type":"Microsoft.EventGrid/topics","properties":{"disableLocalAuth":false}}""", true },
        { "no-keys", """{"type":"Microsoft.EventGrid/topics","properties":{"disableLocalAuth":true}}""", false },
        { "no-keys", """{"type":"Microsoft.EventGrid/domains","properties":{}}""", true },
        { "no-keys", """{"type":"Microsoft.SignalRService/SignalR","properties":{"disableLocalAuth":false}}""", true },
        { "no-keys", """{"type":"Microsoft.SignalRService/SignalR","properties":{"disableLocalAuth":true}}""", false },
        { "no-keys", """{"type":"Microsoft.ServiceBus/namespaces","properties":{}}""", true },
        { "no-keys", """{"type":"Microsoft.EventHub/namespaces","properties":{}}""", true },
        { "no-keys", """{"type":"Microsoft.Insights/components","properties":{}}""", true },
        { "no-keys", """{"type":"Microsoft.Insights/components","properties":{"DisableLocalAuth":true}}""", false },
        { "no-keys", """{"type":"Microsoft.KeyVault/vaults","properties":{"enableRbacAuthorization":false}}""", true },
        { "no-keys", """{"type":"Microsoft.KeyVault/vaults","properties":{"enableRbacAuthorization":true}}""", false },

        { "no-servers", """{"type":"Microsoft.Compute/virtualMachines"}""", true },
        { "no-servers", """{"type":"Microsoft.Compute/virtualMachineScaleSets"}""", true },
        { "no-servers", """{"type":"Microsoft.Compute/hostGroups/hosts"}""", true },
        { "no-servers", """{"type":"Microsoft.ContainerService/managedClusters"}""", true },
        { "no-servers", """{"type":"Microsoft.ContainerInstance/containerGroups"}""", true },
        { "no-servers", """{"type":"Microsoft.App/containerApps"}""", true },
        { "no-servers", """{"type":"Microsoft.Batch/batchAccounts"}""", true },
        { "no-servers", """{"type":"Microsoft.AVS/privateClouds"}""", true },
        { "no-servers", """{"type":"Microsoft.Sql/managedInstances"}""", true },
        { "no-servers", """{"type":"Microsoft.Cache/Redis"}""", true },
        { "no-servers", """{"type":"Microsoft.Web/hostingEnvironments"}""", true },
        { "no-servers", """{"type":"Microsoft.Web/serverfarms","sku":{"name":"P1v3"}}""", true },
        { "no-servers", """{"type":"Microsoft.Web/serverfarms","sku":{"name":"B1"}}""", true },
        { "no-servers", """{"type":"Microsoft.Web/serverfarms","sku":{"name":"EP1"}}""", true },
        { "no-servers", """{"type":"Microsoft.Web/serverfarms"}""", true },
        { "no-servers", """{"type":"Microsoft.Web/serverfarms","sku":{"name":"FC1"}}""", false },
        { "no-servers", """{"type":"Microsoft.Web/serverfarms","sku":{"name":"Y1"}}""", false },
        { "no-servers", """{"type":"Microsoft.Web/sites"}""", false },
        { "no-servers", """{"type":"Microsoft.AppConfiguration/configurationStores"}""", false },
    };

    public static TheoryData<string> Deployments => ["public", "private"];

    [BicepTheory]
    [MemberData(nameof(Cases))]
    public void A_rule_denies_what_breaks_a_promise_and_nothing_else(string policy, string resource, bool denied) => Rules()[policy].Matches(Sample(resource)).ShouldBe(denied);

    [BicepTheory]
    [MemberData(nameof(Deployments))]
    public void Nothing_that_we_deploy_is_denied(string parameters)
    {
        foreach (var (name, rule) in Rules())
            Deployed.With(parameters).Resources.Where(rule.Matches).Select(resource => $"{name}: {resource}").ShouldBeEmpty();
    }

    [BicepFact]
    public void Each_is_assigned_to_the_resource_group_and_enforced()
    {
        var definitions = Deployed.Public.Of("Microsoft.Authorization/policyDefinitions").ToArray();
        var assignments = Deployed.Public.Of("Microsoft.Authorization/policyAssignments").ToArray();
        assignments.Select(assignment => assignment.TextAt("properties.policyDefinitionId")).ShouldBe(definitions.Select(definition => definition.Id));
        assignments.ShouldAllBe(assignment => assignment.Id.Contains("/resourceGroups/rg-test/providers/Microsoft.Authorization/", StringComparison.Ordinal));
        assignments.ShouldAllBe(assignment => assignment.TextAt("properties.enforcementMode") == "Default");
        Rules().Values.ShouldAllBe(rule => rule.Effect == "deny");
    }

    [BicepFact]
    public void They_look_at_every_type()
    {
        Rules().Keys.ShouldBe(["no-facial-analysis", "no-public-blobs", "no-keys", "no-servers"]);
        Deployed.Public.Of("Microsoft.Authorization/policyDefinitions").Select(definition => definition.Name[10..definition.Name.LastIndexOf('-')]).ShouldBe(Rules().Keys);
        Deployed.Public.Of("Microsoft.Authorization/policyDefinitions").ShouldAllBe(definition => definition.TextAt("properties.mode") == "All");
    }

    // The prediction leaves rules alone, since they have expressions of their own; so they are read where the template keeps them.
    private static Dictionary<string, PolicyRule> Rules()
    {
        var template = JsonDocument.Parse(Template.Of("policy.bicep")).RootElement;
        var variables = template.GetProperty("variables");
        template.GetProperty("resources").GetProperty("definitions").GetProperty("properties").GetProperty("policyRule").GetString()
            .ShouldBe("[variables('rules')[copyIndex()].definition.rule]");
        return variables.GetProperty("rules").EnumerateArray().ToDictionary(
            rule => rule.GetProperty("name").GetString()!,
            rule => new PolicyRule(variables.GetProperty(rule.GetProperty("definition").GetString()!.Split('\'')[1]).GetProperty("rule")));
    }

    private static Resource Sample(string json)
    {
        var sample = JsonDocument.Parse(json).RootElement;
        return new("/sample", sample.GetProperty("type").GetString()!, "sample", "", sample);
    }
}
