using Dragonfly.Infra.Tests.Compiling;

namespace Dragonfly.Infra.Tests;

/// <summary>No servers: every SKU is a consumption or serverless one, or has nothing that anybody runs.</summary>
public sealed class ServerlessTests
{
    // What may have a SKU, and which. Anything new that has one must come here first.
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Microsoft.Web/serverfarms"] = ["FC1"],
        ["Microsoft.DurableTask/schedulers"] = ["Consumption"],
        ["Microsoft.SignalRService/signalR"] = ["Standard_S1"],
        ["Microsoft.Storage/storageAccounts"] = ["Standard_ZRS"],
        ["Microsoft.KeyVault/vaults"] = ["standard"],
        ["Microsoft.OperationalInsights/workspaces"] = ["PerGB2018"],
        ["Microsoft.Web/staticSites"] = ["Free", "Standard"],
    };

    public static TheoryData<string> Deployments => ["public", "private"];

    [BicepTheory]
    [MemberData(nameof(Deployments))]
    public void Every_SKU_is_paid_by_use(string parameters)
    {
        var skus = Deployed.With(parameters).Resources
            .Select(resource => (resource.Type, Sku: resource.TextAt("sku.name") ?? resource.TextAt("properties.sku.name"))).Where(pair => pair.Sku is not null).ToArray();
        skus.Select(pair => pair.Type).ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(Allowed.Keys).ShouldBeTrue();
        foreach (var (type, sku) in skus) Allowed[type].ShouldContain(sku!, $"{type} {sku}");
    }

    [BicepFact]
    public void Cosmos_DB_is_serverless_unless_a_city_asks_for_autoscale()
    {
        Deployed.Public.The("Microsoft.DocumentDB/databaseAccounts").At("properties.capabilities")!.Value[0].GetProperty("name").GetString().ShouldBe("EnableServerless");
        Deployed.Public.The("Microsoft.DocumentDB/databaseAccounts/sqlDatabases").At("properties.options.autoscaleSettings").ShouldBeNull();
        Deployed.Private.The("Microsoft.DocumentDB/databaseAccounts").At("properties.capabilities")!.Value.GetArrayLength().ShouldBe(0);
        Deployed.Private.The("Microsoft.DocumentDB/databaseAccounts/sqlDatabases").TextAt("properties.options.autoscaleSettings.maxThroughput").ShouldBe("10000");
    }

    [BicepTheory]
    [MemberData(nameof(Deployments))]
    public void The_store_reads_strongly_from_one_region_and_can_be_restored(string parameters)
    {
        var account = Deployed.With(parameters).The("Microsoft.DocumentDB/databaseAccounts");
        account.TextAt("properties.consistencyPolicy.defaultConsistencyLevel").ShouldBe("Strong");
        account.At("properties.locations")!.Value.GetArrayLength().ShouldBe(1);
        account.TextAt("properties.enableMultipleWriteLocations").ShouldBe("False");
        account.TextAt("properties.backupPolicy.type").ShouldBe("Continuous");
    }

    [BicepFact]
    public void People_and_loops_find_an_instance_that_is_warm()
    {
        var scale = Deployed.Public.The("Microsoft.Web/sites").At("properties.functionAppConfig.scaleAndConcurrency")!.Value;
        scale.GetProperty("alwaysReady").EnumerateArray().Select(group => (group.GetProperty("name").GetString(), group.GetProperty("instanceCount").GetInt32()))
            .ShouldBe([("http", 1), ("durable", 1)]);
        Deployed.Public.The("Microsoft.Web/sites").TextAt("properties.functionAppConfig.runtime.name").ShouldBe("dotnet-isolated");
        Deployed.Public.The("Microsoft.Web/sites").TextAt("properties.functionAppConfig.runtime.version").ShouldBe("10.0");
    }

    [BicepFact]
    public void Evidence_is_versioned_and_held_version_by_version()
    {
        var deployed = Deployed.Public;
        deployed.Of("Microsoft.Storage/storageAccounts/blobServices").Single(service => service.Name.StartsWith("ev", StringComparison.Ordinal))
            .TextAt("properties.isVersioningEnabled").ShouldBe("True");
        deployed.Of("Microsoft.Storage/storageAccounts/blobServices/containers").Single(container => container.Name.EndsWith("/clips", StringComparison.Ordinal))
            .TextAt("properties.immutableStorageWithVersioning.enabled").ShouldBe("True");
        deployed.Of("Microsoft.Storage/storageAccounts/managementPolicies").Single(policy => policy.Name.StartsWith("ev", StringComparison.Ordinal))
            .Json.GetRawText().ShouldContain("\"daysAfterCreationGreaterThan\": 3740", customMessage: "the account deletes nothing that a policy may want kept: 3,650 days");
    }

    [BicepFact]
    public void The_key_of_the_log_cannot_be_purged_or_taken_away()
    {
        Deployed.Public.The("Microsoft.KeyVault/vaults").TextAt("properties.enablePurgeProtection").ShouldBe("True");
        var key = Deployed.Public.The("Microsoft.KeyVault/vaults/keys");
        (key.TextAt("properties.kty"), key.TextAt("properties.curveName"), key.TextAt("properties.attributes.exportable")).ShouldBe(("EC", "P-256", "False"));
    }
}
