using System.Text.Json;
using Dragonfly.Infra.Tests.Compiling;

namespace Dragonfly.Infra.Tests;

/// <summary>The table of roles is what is assigned: no more, no less, and each as near to what it is for as can be.</summary>
public sealed class RoleTests
{
    private static readonly JsonElement Table = JsonDocument.Parse(Repository.Read("infra", "roles.json")).RootElement;

    // Far more than anything here needs.
    private static readonly Dictionary<string, string> TooMuch = new()
    {
        ["8e3af657-a8ff-443c-a75c-2fe8c4bcb635"] = "Owner",
        ["b24988ac-6180-42a0-ab88-20f7382dd24c"] = "Contributor",
        ["18d7d88d-d35e-4fb5-a5c3-7773c20a72d9"] = "User Access Administrator",
        ["17d1049b-9a84-46fb-8f53-869881c3d3ab"] = "Storage Account Contributor",
        ["00482a5a-887f-4fb3-b363-3b7fe8e74483"] = "Key Vault Administrator",
    };

    [BicepFact]
    public void Every_role_of_the_table_is_assigned_and_no_other()
    {
        var assigned = Assigned().Select(assignment => assignment.Role).Distinct().Order();
        assigned.ShouldBe(Table.EnumerateObject().Select(role => role.Value.GetProperty("id").GetString()).Order());
        Assigned().ShouldNotContain(assignment => TooMuch.ContainsKey(assignment.Role));
    }

    [BicepFact]
    public void Each_is_given_where_the_table_says()
    {
        var scopes = Assigned().Select(assignment => $"{Name(assignment.Role)} on {assignment.Scope}").Order(StringComparer.Ordinal);
        scopes.ShouldBe(((string[])
        [
            "Durable Task Data Contributor on taskHubs",
            "EventGrid Data Sender on topics",
            "Key Vault Crypto User on keys",
            "Monitoring Metrics Publisher on components",
            "SignalR Service Owner on signalR",
            "Storage Blob Data Contributor on containers",
            "Storage Blob Data Contributor on containers",
            "Storage Blob Data Contributor on containers",
            "Storage Blob Data Owner on storageAccounts",
            "Storage Queue Data Contributor on storageAccounts",
            "Storage Queue Data Message Sender on queues",
            "Storage Queue Data Message Sender on queues",
            "Storage Table Data Contributor on storageAccounts",
        ]).Order(StringComparer.Ordinal));
    }

    [BicepFact]
    public void Assignments_are_in_one_module()
    {
        var files = Repository.BicepFiles.Where(file => Repository.Read("infra", file).Contains("RoleAssignments@", StringComparison.OrdinalIgnoreCase));
        files.ShouldBe([Path.Combine("modules", "roles.bicep")]);
    }

    [BicepFact]
    public void The_database_lets_in_the_app_alone()
    {
        var only = Deployed.Public.The("Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments");
        only.TextAt("properties.roleDefinitionId")!.ShouldEndWith("/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002");
        only.TextAt("properties.principalId")!.ShouldContain("appPrincipalId");
    }

    [BicepFact]
    public void Event_Grid_may_only_put_events_where_they_go()
    {
        var assignments = Deployed.Public.Of("Microsoft.Authorization/roleAssignments")
            .Where(assignment => assignment.TextAt("properties.principalId")!.Contains("opicPrincipalId", StringComparison.Ordinal));
        assignments.Select(assignment => Scope(assignment)).Order(StringComparer.Ordinal).ShouldBe(["containers", "containers", "queues", "queues"]);
    }

    [Fact]
    public void Each_role_says_who_has_it_and_why()
    {
        foreach (var role in Table.EnumerateObject())
        {
            Guid.TryParse(role.Value.GetProperty("id").GetString(), out _).ShouldBeTrue(role.Name);
            ((string[])["name", "to", "why"]).ShouldAllBe(field => role.Value.GetProperty(field).GetString()!.Length > 5);
        }
    }

    private static IEnumerable<(string Role, string Scope)> Assigned() => Deployed.Public.Of("Microsoft.Authorization/roleAssignments")
        .Select(assignment => (assignment.TextAt("properties.roleDefinitionId")!.Split('/')[^1], Scope(assignment)));

    // The last type before the assignment: …/vaults/kv/keys/checkpoints/providers/Microsoft.Authorization/… is keys.
    private static string Scope(Resource assignment) => assignment.Id.Split("/providers/Microsoft.Authorization/")[0].Split('/')[^2];

    private static string Name(string id) => Table.EnumerateObject().Single(role => role.Value.GetProperty("id").GetString() == id).Value.GetProperty("name").GetString()!;
}
