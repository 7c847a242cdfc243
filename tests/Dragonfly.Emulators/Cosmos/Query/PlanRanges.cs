using Dragonfly.Emulators.Cosmos.Partitions;
using Dragonfly.Emulators.Cosmos.Resources;

namespace Dragonfly.Emulators.Cosmos.Query;

/// <summary>The ranges of effective keys that a query's results can come from: those of the keys that WHERE names, or all.</summary>
internal static class PlanRanges
{
    public static Value Of(SqlQuery query, Scope scope, string keyPath)
    {
        if (query.From is null) return new List([Range(PartitionKey.Lowest, PartitionKey.Lowest, single: true)]);
        if (query.Where is null || Keys(query.Where, scope, keyPath, Paths.Aliases(query.From)) is not { } keys)
            return new List([Range(PartitionKey.Lowest, PartitionKey.Highest, single: false)]);
        return new List([.. keys.Select(key => PartitionKey.Of(key).Effective).Distinct().Order(StringComparer.Ordinal).Select(key => Range(key, key, single: true))]);
    }

    private static IReadOnlyList<Value>? Keys(Expression where, Scope scope, string keyPath, IReadOnlyDictionary<string, IReadOnlyList<string>> aliases)
    {
        switch (where)
        {
            case Binary { Operator: "=" } equal:
                var (path, value) = equal.Left is Literal or Parameter ? (equal.Right, equal.Left) : (equal.Left, equal.Right);
                return IsKey(path) && value is (Literal or Parameter) ? new[] { Evaluator.Of(value, scope) } : null;
            case In { Not: false } within when IsKey(within.Value) && within.Choices.All(choice => choice is Literal or Parameter):
                return [.. within.Choices.Select(choice => Evaluator.Of(choice, scope))];
            case Binary { Operator: "AND" } both:
                return Keys(both.Left, scope, keyPath, aliases) ?? Keys(both.Right, scope, keyPath, aliases);
            case Binary { Operator: "OR" } either when Keys(either.Left, scope, keyPath, aliases) is { } left && Keys(either.Right, scope, keyPath, aliases) is { } right:
                return [.. left, .. right];
            default:
                return null;
        }

        bool IsKey(Expression path) => Paths.Of(path, aliases) is { } names && "/" + string.Join('/', names) == keyPath;
    }

    private static Value Range(string min, string max, bool single) =>
        ResourceJson.Object(("min", new Text(min)), ("max", new Text(max)), ("isMinInclusive", Value.True), ("isMaxInclusive", Value.Of(single)));
}
