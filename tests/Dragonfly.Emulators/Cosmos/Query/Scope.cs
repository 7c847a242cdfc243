namespace Dragonfly.Emulators.Cosmos.Query;

/// <summary>What an expression can see: the query's parameters and the aliases of its sources, the innermost last.</summary>
internal sealed class Scope(IReadOnlyDictionary<string, Value> parameters, Value root, Scope? outer = null, string? alias = null, Value? value = null)
{
    /// <summary>The item itself, that the first source of FROM names (whatever name it is given).</summary>
    public Value Root => root;

    /// <summary>The rows of the group being projected; null outside GROUP BY and aggregates.</summary>
    public IReadOnlyList<Scope>? Group { get; private init; }

    public Scope With(string name, Value bound) => new(parameters, root, this, name, bound) { Group = Group };

    public Scope Over(IReadOnlyList<Scope> rows) => new(parameters, root, outer, alias, value) { Group = rows };

    public Value? Alias(string name)
    {
        if (alias == name) return value;
        return outer?.Alias(name);
    }

    public Value Parameter(string name) =>
        parameters.TryGetValue(name, out var bound) ? bound : throw new SqlSyntaxException($"Parameter '{name}' is not given.");
}
