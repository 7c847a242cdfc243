using Dragonfly.Functions.Storage;

namespace Dragonfly.Functions.Tests.Storage;

public sealed class CosmosContainersTests
{
    [Fact]
    public void Nothing_is_indexed_but_what_is_named()
    {
        foreach (var container in CosmosContainers.All)
        {
            var properties = container.ToProperties();
            properties.PartitionKeyPath.ShouldBe(container.PartitionKey);
            properties.IndexingPolicy.ExcludedPaths.Select(path => path.Path).ShouldBe(["/*"]);
            properties.IndexingPolicy.IncludedPaths.Select(path => path.Path).ShouldBe(container.Indexed);
        }
    }

    [Fact]
    public async Task What_is_made_is_what_is_defined()
    {
        await using var cosmos = await TestCosmos.OpenAsync();
        await CosmosSetup.EnsureAsync(cosmos.Database, default);
        foreach (var container in CosmosContainers.All)
        {
            var made = (await cosmos.Database.Client.GetContainer("dragonfly", container.Name).ReadContainerAsync()).Resource;
            (made.PartitionKeyPath, made.DefaultTimeToLive).ShouldBe((container.PartitionKey, container.TimeToLive));
            made.IndexingPolicy.IncludedPaths.Select(path => path.Path).ShouldBe(container.Indexed, ignoreOrder: true);
        }
    }

    [Fact]
    public async Task In_Azure_nothing_is_made()
    {
        using var database = new CosmosDatabase(new(new("https://city.documents.azure.com/"), "dragonfly", Convert.ToBase64String(new byte[64]), TimeSpan.FromSeconds(1)), null!, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<CosmosDatabase>.Instance);
        (await Should.ThrowAsync<InvalidOperationException>(() => CosmosSetup.EnsureAsync(database, default))).Message.ShouldContain("infra/");
    }
}
