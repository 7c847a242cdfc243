using System.Text.Json;
using Dragonfly.Infra.Tests.Compiling;

namespace Dragonfly.Infra.Tests;

/// <summary>There are no keys: none is asked for, none is passed on, and none would open anything.</summary>
public sealed class KeyTests
{
    private static readonly string[] WaysToAKey =
    [
        "listKeys", "listAccountSas", "listServiceSas", "listSecrets", "listConnectionStrings", "listAdminKeys", "getSecret",
        "AccountKey=", "SharedAccessKey", "AccessKey=", "securestring", "secureObject",
    ];

    public static TheoryData<string> Deployments => ["public", "private"];

    [BicepTheory]
    [InlineData("main.bicep")]
    [InlineData("subscriptions.bicep")]
    public void No_template_asks_for_a_key_or_carries_one(string file)
    {
        var template = Template.Of(file);
        foreach (var way in WaysToAKey) template.ShouldNotContain(way, Case.Insensitive);
    }

    [BicepTheory]
    [MemberData(nameof(Deployments))]
    public void Whatever_could_be_opened_by_a_key_is_closed_to_it(string parameters)
    {
        var deployed = Deployed.With(parameters);
        Every(deployed, "Microsoft.Storage/storageAccounts", "properties.allowSharedKeyAccess", "False", count: 2);
        Every(deployed, "Microsoft.DocumentDB/databaseAccounts", "properties.disableLocalAuth", "True");
        Every(deployed, "Microsoft.DocumentDB/databaseAccounts", "properties.disableKeyBasedMetadataWriteAccess", "True");
        Every(deployed, "Microsoft.EventGrid/topics", "properties.disableLocalAuth", "True");
        Every(deployed, "Microsoft.SignalRService/signalR", "properties.disableLocalAuth", "True");
        Every(deployed, "Microsoft.Insights/components", "properties.DisableLocalAuth", "True");
        Every(deployed, "Microsoft.OperationalInsights/workspaces", "properties.features.disableLocalAuth", "True");
        Every(deployed, "Microsoft.KeyVault/vaults", "properties.enableRbacAuthorization", "True");
        Every(deployed, "Microsoft.Web/sites/basicPublishingCredentialsPolicies", "properties.allow", "False", count: 2);
    }

    [BicepTheory]
    [MemberData(nameof(Deployments))]
    public void The_package_is_fetched_and_telemetry_sent_by_identity(string parameters)
    {
        var app = Deployed.With(parameters).The("Microsoft.Web/sites");
        app.TextAt("properties.functionAppConfig.deployment.storage.authentication.type").ShouldBe("UserAssignedIdentity");
        var settings = AppSettings.Of(app);
        settings["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"].ShouldContain("Authorization=AAD;ClientId=");
        settings["AzureWebJobsStorage__credential"].ShouldBe("managedidentity");
        settings["CosmosDb__credential"].ShouldBe("managedidentity");
        settings["DURABLE_TASK_SCHEDULER_CONNECTION_STRING"].ShouldContain("Authentication=ManagedIdentity;ClientID=");
    }

    [BicepTheory]
    [MemberData(nameof(Deployments))]
    public void Nothing_is_served_without_current_TLS(string parameters)
    {
        var deployed = Deployed.With(parameters);
        Every(deployed, "Microsoft.Storage/storageAccounts", "properties.minimumTlsVersion", "TLS1_2", count: 2);
        Every(deployed, "Microsoft.Storage/storageAccounts", "properties.supportsHttpsTrafficOnly", "True", count: 2);
        Every(deployed, "Microsoft.DocumentDB/databaseAccounts", "properties.minimalTlsVersion", "Tls12");
        Every(deployed, "Microsoft.EventGrid/topics", "properties.minimumTlsVersionAllowed", "1.2");
        Every(deployed, "Microsoft.Web/sites", "properties.httpsOnly", "True");
        Every(deployed, "Microsoft.Web/sites", "properties.siteConfig.minTlsVersion", "1.2");
    }

    private static void Every(Deployed deployed, string type, string path, string value, int count = 1)
    {
        var all = deployed.Of(type).ToArray();
        all.Length.ShouldBe(count);
        foreach (var resource in all) resource.TextAt(path).ShouldBe(value, $"{resource}: {path}");
    }
}
