using System.Text;

namespace Dragonfly.Emulators.Cosmos.Query;

/// <summary>Writes a parsed query as text again, with every operation in parentheses.</summary>
internal static class SqlText
{
    public static string Of(SqlQuery query)
    {
        var text = new StringBuilder("SELECT ");
        if (query.Distinct) text.Append("DISTINCT ");
        if (query.Top is { } top) text.Append("TOP ").Append(Of(top)).Append(' ');
        text.Append(Of(query.Select));
        if (query.From is { } from) text.Append("\nFROM ").AppendJoin("\nJOIN ", from.Sources.Select(Of));
        if (query.Where is { } where) text.Append("\nWHERE ").Append(Of(where));
        if (query.GroupBy.Count > 0) text.Append("\nGROUP BY ").AppendJoin(", ", query.GroupBy.Select(Of));
        if (query.OrderBy.Count > 0) text.Append("\nORDER BY ").AppendJoin(", ", query.OrderBy.Select(item => Of(item.Value) + (item.Descending ? " DESC" : "")));
        if (query.Offset is { } offset) text.Append("\nOFFSET ").Append(Of(offset)).Append(" LIMIT ").Append(Of(query.Limit!));
        return text.ToString();
    }

    public static string Of(Expression expression) => expression switch
    {
        Placeholder placeholder => placeholder.Written,
        Literal { Value: Undefined } => "undefined",
        Literal literal => Encoding.UTF8.GetString(ValueJson.Bytes(literal.Value)),
        Parameter parameter => parameter.Name,
        Name name => name.Identifier,
        Member { Index: Literal { Value: Text name } } member when IsIdentifier(name.Chars) => $"{Of(member.Of)}.{name.Chars}",
        Member member => $"{Of(member.Of)}[{Of(member.Index)}]",
        NewList list => $"[{Joined(list.Items)}]",
        NewObject made => $"{{{string.Join(", ", made.Members.Select(member => $"{Of(new Literal(new Text(member.Name)))}: {Of(member.Value)}"))}}}",
        Unary { Operator: "NOT" } not => $"(NOT {Of(not.Operand)})",
        Unary unary => $"({unary.Operator}{Of(unary.Operand)})",
        Binary binary => $"({Of(binary.Left)} {binary.Operator} {Of(binary.Right)})",
        Conditional choice => $"({Of(choice.Condition)} ? {Of(choice.Then)} : {Of(choice.Otherwise)})",
        Between between => $"({Of(between.Value)}{Not(between.Not)} BETWEEN {Of(between.Low)} AND {Of(between.High)})",
        In within => $"({Of(within.Value)}{Not(within.Not)} IN ({Joined(within.Choices)}))",
        Like like => $"({Of(like.Value)}{Not(like.Not)} LIKE {Of(like.Pattern)})",
        Call call => $"{call.Function}({Joined(call.Arguments)})",
        Exists exists => $"EXISTS({Of(exists.Query)})",
        ListOf list => $"ARRAY({Of(list.Query)})",
        Scalar scalar => $"({Of(scalar.Query)})",
        _ => throw new SqlSyntaxException($"The stand-in does not know {expression.GetType().Name}."),
    };

    private static string Of(Selection selection) => selection switch
    {
        SelectValue value => $"VALUE {Of(value.Value)}",
        SelectList list => string.Join(", ", list.Items.Select(item => Of(item.Value) + (item.Alias is { } alias ? $" AS {alias}" : ""))),
        _ => "*",
    };

    private static string Of(Source source)
    {
        var value = source.Value is ListOf { Query: var query } ? $"({Of(query)})" : Of(source.Value);
        if (source.Iterates && source.Value is not ListOf) return $"{source.Alias} IN {value}";
        return source.Value is Name name && name.Identifier == source.Alias ? value : $"{value} AS {source.Alias}";
    }

    private static string Joined(IReadOnlyList<Expression> expressions) => string.Join(", ", expressions.Select(Of));

    private static string Not(bool not) => not ? " NOT" : "";

    private static bool IsIdentifier(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
