using Dragonfly.Functions.Storage;
using Dragonfly.Infra.Tests.Compiling;

namespace Dragonfly.Infra.Tests;

/// <summary>The containers that are deployed are those that the code expects.</summary>
public sealed class CosmosContainerTests
{
    private static IReadOnlyList<Resource> Containers => [.. Deployed.Public.Of("Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers")];

    [BicepFact]
    public void Their_names_and_keys_are_the_codes() =>
        Containers.Select(container => (container.Name.Split('/')[^1], container.At("properties.resource.partitionKey.paths")!.Value[0].GetString()!))
            .ShouldBe(CosmosContainers.All.Select(container => (container.Name, container.PartitionKey)));

    [BicepFact]
    public void They_index_what_the_code_asks_by_and_nothing_else()
    {
        foreach (var (deployed, expected) in Containers.Zip(CosmosContainers.All))
        {
            var json = string.Join(", ", expected.Indexed.Select(path => $"\"{path}\""));
            Paths(deployed, "includedPaths").ShouldBe(expected.Indexed, ignoreOrder: true, $"infra/cosmos-containers.json: {expected.Name} must index {json}");
            Paths(deployed, "excludedPaths").ShouldBe(["/*"]);
        }
    }

    [BicepFact]
    public void Items_live_as_long_as_the_code_says()
    {
        foreach (var (deployed, expected) in Containers.Zip(CosmosContainers.All))
            deployed.TextAt("properties.resource.defaultTtl").ShouldBe(expected.TimeToLive?.ToString(System.Globalization.CultureInfo.InvariantCulture), expected.Name);
    }

    private static IEnumerable<string> Paths(Resource container, string which) =>
        container.At($"properties.resource.indexingPolicy.{which}")!.Value.EnumerateArray().Select(path => path.GetProperty("path").GetString()!);
}
