using System.Collections.Immutable;
using System.Collections.ObjectModel;
using Microsoft.Azure.Cosmos;

namespace Dragonfly.Functions.Storage;

/// <summary>How a container is set up. Only the paths named are indexed: each one makes every write of an item that has it dearer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="PartitionKey">The path of its partition key.</param>
/// <param name="Indexed">The paths that are indexed: <c>/dueAt/?</c>.</param>
public sealed record CosmosContainer(string Name, string PartitionKey, ImmutableArray<string> Indexed)
{
    /// <summary>Seconds that items live; −1 where each item says so itself; null where they stay.</summary>
    public int? TimeToLive { get; init; }

    internal ContainerProperties ToProperties()
    {
        var indexing = new IndexingPolicy { IndexingMode = IndexingMode.Consistent, Automatic = true };
        Add(indexing.IncludedPaths, Indexed.Select(path => new IncludedPath { Path = path }));
        Add(indexing.ExcludedPaths, [new ExcludedPath { Path = "/*" }]);
        return new(Name, PartitionKey) { IndexingPolicy = indexing, DefaultTimeToLive = TimeToLive };
    }

    private static void Add<T>(Collection<T> paths, IEnumerable<T> all)
    {
        foreach (var path in all) paths.Add(path);
    }
}
