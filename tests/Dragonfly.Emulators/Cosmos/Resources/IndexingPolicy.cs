using Dragonfly.Emulators.Cosmos.Query;

namespace Dragonfly.Emulators.Cosmos.Resources;

/// <summary>A container's indexing policy: which paths are indexed, and the composite indexes. The most precise of the paths that match decides.</summary>
internal sealed class IndexingPolicy
{
    private readonly bool _none;
    private readonly List<(string[] Path, bool Subtree, bool Included)> _rules = [];

    public IndexingPolicy(Value policy)
    {
        _none = Read.Text(policy, "indexingMode") is { } mode && mode.Equals("none", StringComparison.OrdinalIgnoreCase);
        foreach (var path in Paths(policy, "includedPaths")) _rules.Add(Rule(path, included: true));
        foreach (var path in Paths(policy, "excludedPaths")) _rules.Add(Rule(path, included: false));
        if (_rules.Count == 0) _rules.Add(([], true, true));
        Composites = [.. Read.List(policy, "compositeIndexes").Select(index => ((Query.List)index).Items.Select(path =>
            new CompositePath(Read.Text(path, "path")!, Read.Text(path, "order") is { } order && order.Equals("descending", StringComparison.OrdinalIgnoreCase))).ToList())];
    }

    /// <summary>Each composite index: its paths in order.</summary>
    public IReadOnlyList<IReadOnlyList<CompositePath>> Composites { get; }

    /// <summary>Whether values at a path are indexed. Names as in the item; <c>[]</c> stands for any element of an array.</summary>
    public bool Indexes(IReadOnlyList<string> path)
    {
        if (_none) return false;
        // The system's own id and time are always indexed, as the service does.
        if (path is ["id"] or ["_ts"]) return true;
        var best = -1;
        var included = false;
        foreach (var rule in _rules)
        {
            if (!Matches(rule.Path, rule.Subtree, path)) continue;
            var precision = rule.Path.Length * 2 + (rule.Subtree ? 0 : 1);
            if (precision <= best) continue;
            best = precision;
            included = rule.Included;
        }
        return included;
    }

    private static bool Matches(string[] rule, bool subtree, IReadOnlyList<string> path)
    {
        if (subtree ? path.Count < rule.Length : path.Count != rule.Length) return false;
        for (var i = 0; i < rule.Length; i++)
        {
            if (rule[i] != path[i]) return false;
        }
        return true;
    }

    private static IEnumerable<string> Paths(Value policy, string name) => Read.List(policy, name).Select(path => Read.Text(path, "path")!);

    private static (string[], bool, bool) Rule(string path, bool included)
    {
        var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(name => name.Trim('"')).ToList();
        var last = names.Count > 0 ? names[^1] : "*";
        if (last is "*" or "?") names.RemoveRange(Math.Max(0, names.Count - 1), Math.Min(1, names.Count));
        return ([.. names], last == "*", included);
    }
}
