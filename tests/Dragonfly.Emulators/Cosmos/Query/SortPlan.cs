using Dragonfly.Emulators.Cosmos.Resources;

namespace Dragonfly.Emulators.Cosmos.Query;

/// <summary>Whether the index can serve an ORDER BY, and in which direction it is then gone through: among equals items come in that direction too.</summary>
internal static class SortPlan
{
    /// <returns>Whether the index is read backwards.</returns>
    /// <exception cref="SqlSyntaxException">No index serves it; the service answers 400.</exception>
    public static bool IsReverse(SqlQuery query, IndexingPolicy policy)
    {
        if (query.OrderBy.Count == 0) return false;
        var aliases = Paths.Aliases(query.From);
        var paths = query.OrderBy.Select(item => Paths.Of(item.Value, aliases)
            ?? throw new SqlSyntaxException("Unsupported ORDER BY clause. ORDER BY item expression could not be mapped to a document path.")).ToList();
        if (paths.Count > 1) return Composite(query.OrderBy, paths, policy);
        return policy.Indexes(paths[0]) ? query.OrderBy[0].Descending
            : throw new SqlSyntaxException("The index path corresponding to the specified order-by item is excluded.");
    }

    private static bool Composite(IReadOnlyList<OrderItem> items, IReadOnlyList<IReadOnlyList<string>> paths, IndexingPolicy policy)
    {
        foreach (var index in policy.Composites.Where(index => index.Select(path => path.Path).SequenceEqual(paths.Select(path => "/" + string.Join('/', path)))))
        {
            if (index.Zip(items).All(pair => pair.First.Descending == pair.Second.Descending)) return false;
            if (index.Zip(items).All(pair => pair.First.Descending != pair.Second.Descending)) return true;
        }
        throw new SqlSyntaxException("The order by query does not have a corresponding composite index that it can be served from.");
    }
}
