using Dragonfly.Infra.Tests.Compiling;

namespace Dragonfly.Infra.Tests;

/// <summary>With the switch `private`, nothing can be reached from the internet, and everything that the app uses has a door in the network.</summary>
public sealed class PrivacyTests
{
    // The group of each endpoint, by the type of what it leads to.
    private static readonly (string Type, string[] Groups)[] Doors =
    [
        ("Microsoft.DocumentDB/databaseAccounts", ["Sql"]),
        ("Microsoft.EventGrid/topics", ["topic"]),
        ("Microsoft.SignalRService/signalR", ["signalr"]),
        ("Microsoft.KeyVault/vaults", ["vault"]),
        ("Microsoft.DurableTask/schedulers", ["scheduler"]),
        ("Microsoft.Web/sites", ["sites"]),
        ("Microsoft.Web/staticSites", ["staticSites"]),
        ("Microsoft.Insights/privateLinkScopes", ["azuremonitor"]),
    ];

    [BicepFact]
    public void Nothing_that_can_be_closed_to_the_internet_is_open()
    {
        string[] types = ["Microsoft.Storage/storageAccounts", .. Doors.Select(door => door.Type).Where(type => type != "Microsoft.Insights/privateLinkScopes")];
        foreach (var resource in types.SelectMany(Deployed.Private.Of)) resource.TextAt("properties.publicNetworkAccess").ShouldBe("Disabled", resource.ToString());
        foreach (var resource in types.SelectMany(Deployed.Public.Of)) resource.TextAt("properties.publicNetworkAccess").ShouldBe("Enabled", resource.ToString());
    }

    [BicepFact]
    public void No_resource_says_Enabled_or_Allow_anywhere_in_private()
    {
        foreach (var resource in Deployed.Private.Resources)
        {
            var text = resource.Json.GetRawText();
            text.ShouldNotContain("\"publicNetworkAccess\": \"Enabled\"", Case.Insensitive);
            // SignalR's default is for private endpoints too; it names what it denies to the public.
            if (!resource.Is("Microsoft.SignalRService/signalR")) text.ShouldNotContain("\"defaultAction\": \"Allow\"", Case.Insensitive);
            text.ShouldNotContain("0.0.0.0/0");
        }
    }

    [BicepFact]
    public void SignalR_denies_the_public_everything_and_its_endpoint_nothing()
    {
        var acls = Deployed.Private.The("Microsoft.SignalRService/signalR").At("properties.networkACLs")!.Value;
        acls.GetProperty("defaultAction").GetString().ShouldBe("Allow");
        acls.TryGetProperty("privateEndpoints", out _).ShouldBeFalse();
        acls.GetProperty("publicNetwork").GetProperty("deny").EnumerateArray().Select(type => type.GetString())
            .ShouldBe(["ClientConnection", "RESTAPI", "ServerConnection", "Trace"]);
    }

    [BicepFact]
    public void The_rules_on_old_clips_are_let_in()
    {
        foreach (var policy in Deployed.Private.Of("Microsoft.Storage/storageAccounts/managementPolicies"))
            Deployed.Private.Of("Microsoft.Storage/storageAccounts").Single(account => policy.Id.StartsWith($"{account.Id}/", StringComparison.OrdinalIgnoreCase))
                .TextAt("properties.networkAcls.bypass").ShouldBe("AzureServices");
    }

    [BicepFact]
    public void Logs_are_neither_taken_from_nor_shown_to_the_internet()
    {
        foreach (var resource in Deployed.Private.Of("Microsoft.OperationalInsights/workspaces").Concat(Deployed.Private.Of("Microsoft.Insights/components")))
        {
            resource.TextAt("properties.publicNetworkAccessForIngestion").ShouldBe("Disabled");
            resource.TextAt("properties.publicNetworkAccessForQuery").ShouldBe("Disabled");
        }

        Deployed.Private.The("Microsoft.Insights/privateLinkScopes").TextAt("properties.accessModeSettings.ingestionAccessMode").ShouldBe("PrivateOnly");
        Deployed.Private.Of("Microsoft.Insights/privateLinkScopes/scopedResources").Count().ShouldBe(2);
    }

    [BicepFact]
    public void Everything_that_is_used_has_its_door()
    {
        var groups = Deployed.Private.Of("Microsoft.Network/privateEndpoints")
            .SelectMany(endpoint => endpoint.At("properties.privateLinkServiceConnections")!.Value.EnumerateArray())
            .Select(connection => connection.GetProperty("properties").GetProperty("groupIds")[0].GetString()!).Order().ToArray();
        string[] storage = ["blob", "queue", "table", "blob"];
        groups.ShouldBe(storage.Concat(Doors.SelectMany(door => door.Groups)).Order());
    }

    [BicepFact]
    public void Each_door_is_found_by_name()
    {
        var zones = Deployed.Private.Of("Microsoft.Network/privateDnsZones").Select(zone => zone.Name).ToHashSet();
        var linked = Deployed.Private.Of("Microsoft.Network/privateDnsZones/virtualNetworkLinks").Count();
        linked.ShouldBe(zones.Count);
        var records = Deployed.Private.Of("Microsoft.Network/privateEndpoints/privateDnsZoneGroups").ToArray();
        records.Length.ShouldBe(Deployed.Private.Of("Microsoft.Network/privateEndpoints").Count());
        foreach (var config in records.SelectMany(record => record.At("properties.privateDnsZoneConfigs")!.Value.EnumerateArray()))
        {
            var zone = config.GetProperty("properties").GetProperty("privateDnsZoneId").GetString()!;
            zones.ShouldContain(name => zone.EndsWith($"/{name}", StringComparison.Ordinal) || zone.StartsWith('['), zone);
        }
    }

    [BicepFact]
    public void The_app_goes_out_through_the_network_only_in_private()
    {
        Deployed.Private.The("Microsoft.Web/sites").At("properties.virtualNetworkSubnetId").ShouldNotBeNull();
        Deployed.Public.The("Microsoft.Web/sites").At("properties.virtualNetworkSubnetId").ShouldBeNull();
        Deployed.Public.Resources.ShouldNotContain(resource => resource.Type.StartsWith("Microsoft.Network/", StringComparison.Ordinal));
    }

    [BicepFact]
    public void Nobody_reads_a_blob_anonymously_in_either()
    {
        foreach (var deployed in (Deployed[])[Deployed.Public, Deployed.Private])
        {
            deployed.Of("Microsoft.Storage/storageAccounts").ShouldAllBe(account => account.TextAt("properties.allowBlobPublicAccess") == "False");
            deployed.Of("Microsoft.Storage/storageAccounts/blobServices/containers").ShouldAllBe(container => container.TextAt("properties.publicAccess") == "None");
        }
    }

    [BicepFact]
    public void Event_Grid_is_let_in_by_identity_where_it_delivers()
    {
        // A user-assigned identity is refused where the account has a firewall.
        string[] types = ["Microsoft.EventGrid/topics", "Microsoft.EventGrid/systemTopics"];
        foreach (var topic in types.Select(Deployed.Private.The)) topic.TextAt("identity.type").ShouldBe("SystemAssigned", topic.ToString());
        var host = Deployed.Private.Of("Microsoft.Storage/storageAccounts").Single(account => account.Name.StartsWith("st", StringComparison.Ordinal));
        host.TextAt("properties.networkAcls.bypass").ShouldBe("AzureServices");
        foreach (var subscription in Deployed.With("subscriptions-private").Resources)
        {
            subscription.At("properties.destination").ShouldBeNull();
            subscription.TextAt("properties.deliveryWithResourceIdentity.destination.endpointType").ShouldBe("StorageQueue");
            subscription.TextAt("properties.deliveryWithResourceIdentity.identity.type").ShouldBe("SystemAssigned");
            subscription.TextAt("properties.deadLetterWithResourceIdentity.identity.type").ShouldBe("SystemAssigned");
        }
    }
}
