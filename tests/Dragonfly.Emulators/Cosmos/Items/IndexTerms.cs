using Dragonfly.Emulators.Cosmos.Query;
using Dragonfly.Emulators.Cosmos.Resources;

namespace Dragonfly.Emulators.Cosmos.Items;

/// <summary>The terms that an item puts into the container's index: one for each indexed value, one for each composite index.</summary>
internal static class IndexTerms
{
    /// <summary>How many terms a replacement takes out and puts in.</summary>
    public static int Changed(Item old, Item item) => old.Terms.Count(term => !item.Terms.Contains(term)) + item.Terms.Count(term => !old.Terms.Contains(term));

    /// <summary>The term of a value at a path.</summary>
    public static string Of(IEnumerable<string> path, Value value) => $"/{string.Join('/', path)}={Projection.Key(value)}";

    public static HashSet<string> Of(IndexingPolicy policy, Query.Object item)
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
        else if (policy.Indexes(path)) terms.Add(Of(path, value));
    }
}
