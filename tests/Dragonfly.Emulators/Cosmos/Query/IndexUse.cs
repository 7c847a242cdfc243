using Dragonfly.Emulators.Cosmos.Items;
using Dragonfly.Emulators.Cosmos.Resources;

namespace Dragonfly.Emulators.Cosmos.Query;

/// <summary>Which part of a query's WHERE the index answers: whole conditions joined by AND. What is left is tested on each item that has to be loaded.</summary>
internal sealed class IndexUse
{
    private readonly IndexingPolicy _policy;

    public IndexUse(SqlQuery query, IndexingPolicy policy)
    {
        _policy = policy;
        var aliases = Paths.Aliases(query.From);
        var conditions = Conditions(query.Where).ToLookup(condition => Serves(condition, aliases));
        Served = [.. conditions[true]];
        Left = [.. conditions[false]];
    }

    /// <summary>The conditions that the index answers.</summary>
    public IReadOnlyList<Expression> Served { get; }

    /// <summary>The conditions that need the item.</summary>
    public IReadOnlyList<Expression> Left { get; }

    /// <summary>
    /// Conditions that only items with one of some terms can meet: for each, those terms. What the index is not used for here (ranges, texts' beginnings) is
    /// found by going through the partition, which costs time in tests and nothing else.
    /// </summary>
    public IEnumerable<IReadOnlyList<string>> Terms(From? from, Scope scope)
    {
        var aliases = Paths.Aliases(from);
        foreach (var condition in Served)
        {
            var (path, values) = condition switch
            {
                Binary { Operator: "=" } equal when IsConstant(equal.Right) => (Paths.Of(equal.Left, aliases), [equal.Right]),
                Binary { Operator: "=" } equal => (Paths.Of(equal.Right, aliases), [equal.Left]),
                In { Not: false } within => (Paths.Of(within.Value, aliases), within.Choices),
                Call { Function: "ARRAY_CONTAINS", Arguments: [var list, var item] } => (Paths.Of(new Member(list, new Literal(new Number(0))), aliases), [item]),
                _ => ((IReadOnlyList<string>?)null, (IReadOnlyList<Expression>)[]),
            };
            // Only single values have terms, and the system's own have none.
            if (path is null or [] || ItemRules.IsSystem(path[0])) continue;
            var constants = values.Select(value => Evaluator.Of(value, scope)).ToList();
            if (constants.All(constant => constant is Null or Bool or Number or Text)) yield return [.. constants.Select(constant => IndexTerms.Of(path, constant))];
        }
    }

    private static IEnumerable<Expression> Conditions(Expression? where) => where switch
    {
        null or Literal { Value: Bool { Is: true } } => [],
        Binary { Operator: "AND" } and => Conditions(and.Left).Concat(Conditions(and.Right)),
        _ => [where],
    };

    private bool Serves(Expression condition, IReadOnlyDictionary<string, IReadOnlyList<string>> aliases) => condition switch
    {
        Binary { Operator: "AND" or "OR" } both => Serves(both.Left, aliases) && Serves(both.Right, aliases),
        Binary { Operator: "=" or "!=" or "<" or "<=" or ">" or ">=" } compared =>
            (Indexed(compared.Left, aliases) && IsConstant(compared.Right)) || (Indexed(compared.Right, aliases) && IsConstant(compared.Left)),
        In within => Indexed(within.Value, aliases) && within.Choices.All(IsConstant),
        Between between => Indexed(between.Value, aliases) && IsConstant(between.Low) && IsConstant(between.High),
        Unary { Operator: "NOT" } not => Serves(not.Operand, aliases),
        Call { Function: "ARRAY_CONTAINS" } call => Indexed(new Member(call.Arguments[0], new Literal(new Number(0))), aliases) && IsConstant(call.Arguments[1]),
        Call { Function: "IS_DEFINED" or "IS_NULL" or "STARTSWITH" or "IS_NUMBER" or "IS_STRING" or "IS_BOOL" or "STRINGEQUALS" } call =>
            Indexed(call.Arguments[0], aliases) && call.Arguments.Skip(1).All(IsConstant),
        Exists { Query: { From: { } from } query } => Conditions(query.Where).All(inner => Serves(inner, Paths.Aliases(from, aliases))),
        _ => false,
    };

    private bool Indexed(Expression expression, IReadOnlyDictionary<string, IReadOnlyList<string>> aliases) =>
        Paths.Of(expression, aliases) is { } path && _policy.Indexes(path);

    private static bool IsConstant(Expression expression) => expression switch
    {
        Literal or Parameter => true,
        Unary unary => IsConstant(unary.Operand),
        _ => false,
    };
}
