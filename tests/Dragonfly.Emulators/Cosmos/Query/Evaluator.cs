namespace Dragonfly.Emulators.Cosmos.Query;

/// <summary>The value of an expression in a scope. What cannot be computed is undefined, and undefined is not true.</summary>
internal static class Evaluator
{
    public static bool Holds(Expression? condition, Scope scope) => condition is null || Of(condition, scope) is Bool { Is: true };

    public static Value Of(Expression expression, Scope scope) => expression switch
    {
        Literal literal => literal.Value,
        Parameter parameter => scope.Parameter(parameter.Name),
        Name name => scope.Alias(name.Identifier) ?? throw new SqlSyntaxException($"Identifier '{name.Identifier}' could not be resolved."),
        Member member => At(Of(member.Of, scope), Of(member.Index, scope)),
        NewList list => new List([.. list.Items.Select(item => Of(item, scope)).Where(item => !item.IsUndefined)]),
        NewObject made => Make(made, scope),
        Unary unary => Operators.Unary(unary.Operator, Of(unary.Operand, scope)),
        Binary { Operator: "AND" } and => And(and, scope),
        Binary { Operator: "OR" } or => Or(or, scope),
        Binary { Operator: "??" } either => Of(either.Left, scope) is { IsUndefined: false } left ? left : Of(either.Right, scope),
        Binary binary => Operators.Binary(binary.Operator, Of(binary.Left, scope), Of(binary.Right, scope)),
        Conditional choice => Of(choice.Condition, scope) is Bool { Is: true } ? Of(choice.Then, scope) : Of(choice.Otherwise, scope),
        Between between => IsBetween(between, scope),
        In within => IsIn(within, scope),
        Like like => Operators.Not(Operators.Like(Of(like.Value, scope), Of(like.Pattern, scope)), like.Not),
        Call call => Aggregates.IsOne(call.Function) ? Aggregates.Of(call, scope) : Functions.Call(call.Function, [.. call.Arguments.Select(a => Of(a, scope))]),
        Exists exists => Value.Of(Subqueries.Rows(exists.Query, scope).Any()),
        ListOf list => new List([.. Subqueries.Rows(list.Query, scope)]),
        Scalar scalar => Subqueries.Rows(scalar.Query, scope).FirstOrDefault(Value.Undefined),
        _ => throw new SqlSyntaxException($"The stand-in does not know {expression.GetType().Name}."),
    };

    private static Value At(Value of, Value index) => (of, index) switch
    {
        (Object members, Text name) => members.Members.TryGetValue(name.Chars, out var member) ? member : Value.Undefined,
        (List list, Number number) when number.Amount >= 0 && number.Amount < list.Items.Count && number.Amount == Math.Floor(number.Amount) => list.Items[(int)number.Amount],
        _ => Value.Undefined,
    };

    private static Object Make(NewObject made, Scope scope)
    {
        var members = new OrderedDictionary<string, Value>(StringComparer.Ordinal);
        foreach (var (name, value) in made.Members)
        {
            if (Of(value, scope) is { IsUndefined: false } member) members[name] = member;
        }
        return new Object(members);
    }

    private static Value And(Binary and, Scope scope)
    {
        var left = Of(and.Left, scope);
        if (left is Bool { Is: false }) return Value.False;
        var right = Of(and.Right, scope);
        if (right is Bool { Is: false }) return Value.False;
        return left is Bool && right is Bool ? Value.True : Value.Undefined;
    }

    private static Value Or(Binary or, Scope scope)
    {
        var left = Of(or.Left, scope);
        if (left is Bool { Is: true }) return Value.True;
        var right = Of(or.Right, scope);
        if (right is Bool { Is: true }) return Value.True;
        return left is Bool && right is Bool ? Value.False : Value.Undefined;
    }

    private static Value IsBetween(Between between, Scope scope)
    {
        var value = Of(between.Value, scope);
        var low = ValueOrder.Compare(value, Of(between.Low, scope));
        var high = ValueOrder.Compare(value, Of(between.High, scope));
        return low is null || high is null ? Value.Undefined : Value.Of((low >= 0 && high <= 0) != between.Not);
    }

    private static Value IsIn(In within, Scope scope)
    {
        var value = Of(within.Value, scope);
        if (value.IsUndefined) return Value.Undefined;
        return Value.Of(within.Choices.Any(choice => ValueOrder.Same(value, Of(choice, scope))) != within.Not);
    }
}
