namespace Dragonfly.Emulators.Cosmos.Query;

/// <summary>COUNT, SUM, MIN, MAX and AVG over the rows of a group.</summary>
internal static class Aggregates
{
    public static bool IsOne(string function) => function is "COUNT" or "SUM" or "MIN" or "MAX" or "AVG";

    /// <summary>Whether a query sums up rows rather than listing them.</summary>
    public static bool Has(Selection selection) => selection switch
    {
        SelectValue value => Has(value.Value),
        SelectList list => list.Items.Any(item => Has(item.Value)),
        _ => false,
    };

    /// <summary>Whether counting rows is all that it does, for which no item has to be loaded.</summary>
    public static bool OnlyCounts(Selection selection) => selection switch
    {
        SelectValue { Value: var value } => Counts(value),
        SelectList list => list.Items.All(item => Counts(item.Value)),
        _ => false,
    };

    private static bool Counts(Expression expression) => expression switch
    {
        Call { Function: "COUNT", Arguments: [Literal] } => true,
        NewList list => list.Items.All(Counts),
        NewObject made => made.Members.All(member => Counts(member.Value)),
        _ => false,
    };

    public static Value Of(Call call, Scope scope)
    {
        if (scope.Group is not { } rows || call.Arguments is not [var argument]) throw new SqlSyntaxException($"Aggregate {call.Function} is not allowed here.");
        var values = rows.Select(row => Evaluator.Of(argument, row)).Where(value => !value.IsUndefined).ToList();
        return call.Function switch
        {
            "COUNT" => Value.Of((double)values.Count),
            "MIN" => values.Count == 0 ? Value.Undefined : values.MinBy(value => value, Comparer<Value>.Create(ValueOrder.Sort))!,
            "MAX" => values.Count == 0 ? Value.Undefined : values.MaxBy(value => value, Comparer<Value>.Create(ValueOrder.Sort))!,
            _ when values.Any(value => value is not Number) => Value.Undefined,
            "SUM" => Value.Of(values.Sum(value => ((Number)value).Amount)),
            // What a partition gives of an average is its sum and count, and the SDK puts them together; alone it is the mean.
            _ => values.Count == 0 ? Value.Undefined : Value.Of(values.Average(value => ((Number)value).Amount)),
        };
    }

    private static bool Has(Expression expression) => expression switch
    {
        Call call => IsOne(call.Function) || call.Arguments.Any(Has),
        Member member => Has(member.Of),
        NewList list => list.Items.Any(Has),
        NewObject made => made.Members.Any(member => Has(member.Value)),
        Unary unary => Has(unary.Operand),
        Binary binary => Has(binary.Left) || Has(binary.Right),
        Conditional choice => Has(choice.Condition) || Has(choice.Then) || Has(choice.Otherwise),
        _ => false,
    };
}
