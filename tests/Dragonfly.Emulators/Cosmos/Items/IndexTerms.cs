using Dragonfly.Emulators.Cosmos.Query;
using Dragonfly.Emulators.Cosmos.Resources;

namespace Dragonfly.Emulators.Cosmos.Items;

/// <summary>The terms that an item puts into the container's index: one for each indexed value, one for each composite index.</summary>
internal static class IndexTerms
{
    public static int Count(IndexingPolicy policy, Query.Object item) => Of(policy, item).Count;

    /// <summary>How many terms a replacement takes out and puts in.</summary>
    public static int Changed(IndexingPolicy policy, Query.Object old, Query.Object item)
    {
        var before = Of(policy, old);
        var after = Of(policy, item);
        return before.Except(after).Count() + after.Except(before).Count();
    }

    private static HashSet<string> Of(IndexingPolicy policy, Query.Object item)
    {
        var terms = new HashSet<string>(StringComparer.Ordinal);
        Add(policy, item, [], terms);
        foreach (var composite in policy.Composites)
        {
            var values = composite.Select(path => path.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate((Value)item, Read.Member)).ToList();
            if (values.Any(value => !value.IsUndefined)) terms.Add($"{string.Join('+', composite.Select(path => path.Path))}={string.Join('+', values.Select(Projection.Key))}");
        }
        return terms;
    }

    private static void Add(IndexingPolicy policy, Value value, IReadOnlyList<string> path, HashSet<string> terms)
    {
        if (value is Query.Object members)
        {
            foreach (var (name, member) in members.Members)
            {
                // The system's properties are the service's own business; _ts, that it indexes, is part of every write's base price.
                if (path.Count > 0 || !ItemRules.IsSystem(name)) Add(policy, member, [.. path, name], terms);
            }
        }
        else if (value is List list)
        {
            foreach (var item in list.Items) Add(policy, item, [.. path, "[]"], terms);
        }
        else if (policy.Indexes(path)) terms.Add($"/{string.Join('/', path)}={Projection.Key(value)}");
    }
}
