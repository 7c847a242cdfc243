namespace Dragonfly.Emulators.Cosmos.Query;

/// <summary>A query as parsed.</summary>
internal sealed record SqlQuery(
    Selection Select,
    bool Distinct,
    Expression? Top,
    From? From,
    Expression? Where,
    IReadOnlyList<Expression> GroupBy,
    IReadOnlyList<OrderItem> OrderBy,
    Expression? Offset,
    Expression? Limit);

internal abstract record Selection;

internal sealed record SelectAll : Selection;

internal sealed record SelectValue(Expression Value) : Selection;

internal sealed record SelectList(IReadOnlyList<(Expression Value, string? Alias)> Items) : Selection;

/// <summary>What a query reads: the first source, and what is joined to each row of it.</summary>
internal sealed record From(IReadOnlyList<Source> Sources);

/// <summary>One source. <paramref name="Iterates"/>: <c>x IN path</c>, one row for each element; otherwise one row, the value itself.</summary>
internal sealed record Source(string Alias, Expression Value, bool Iterates);

internal sealed record OrderItem(Expression Value, bool Descending);

internal abstract record Expression;

internal sealed record Literal(Value Value) : Expression;

internal sealed record Parameter(string Name) : Expression;

/// <summary>A name alone: an alias of FROM.</summary>
internal sealed record Name(string Identifier) : Expression;

internal sealed record Member(Expression Of, Expression Index) : Expression;

internal sealed record NewList(IReadOnlyList<Expression> Items) : Expression;

internal sealed record NewObject(IReadOnlyList<(string Name, Expression Value)> Members) : Expression;

internal sealed record Unary(string Operator, Expression Operand) : Expression;

internal sealed record Binary(string Operator, Expression Left, Expression Right) : Expression;

internal sealed record Conditional(Expression Condition, Expression Then, Expression Otherwise) : Expression;

internal sealed record Between(Expression Value, Expression Low, Expression High, bool Not) : Expression;

internal sealed record In(Expression Value, IReadOnlyList<Expression> Choices, bool Not) : Expression;

internal sealed record Like(Expression Value, Expression Pattern, bool Not) : Expression;

internal sealed record Call(string Function, IReadOnlyList<Expression> Arguments) : Expression;

internal sealed record Exists(SqlQuery Query) : Expression;

internal sealed record ListOf(SqlQuery Query) : Expression;

internal sealed record Scalar(SqlQuery Query) : Expression;

/// <summary>Text that the SDK replaces before it sends the query.</summary>
internal sealed record Placeholder(string Written) : Expression;
