using Dragonfly.Emulators.Cosmos.Resources;

namespace Dragonfly.Emulators.Cosmos.Query;

/// <summary>
/// What a client needs to run a query over several partitions, for an SDK that does not plan by itself: how to put the partitions' results together,
/// which keys they can come from, and the query to send to each.
/// </summary>
internal static class QueryPlan
{
    private const int Version = 2;

    public static Value Of(QuerySpec spec, string keyPath)
    {
        var query = Parser.Parse(spec.Text);
        var scope = new Scope(spec.Parameters, Value.Undefined);
        var grouped = query.GroupBy.Count > 0 || (query.Select is SelectList && Aggregates.Has(query.Select));
        var members = query.Select is SelectList list && grouped ? Projection.Named(list).ToList() : [];
        var info = ResourceJson.Object(
            ("distinctType", new Text(Distinct(query))),
            ("top", Count(query.Top, scope)), ("offset", Count(query.Offset, scope)), ("limit", Count(query.Limit, scope)),
            ("orderBy", Texts(query.OrderBy.Select(item => item.Descending ? "Descending" : "Ascending"))),
            ("orderByExpressions", Texts(query.OrderBy.Select(item => SqlText.Of(item.Value)))),
            ("groupByExpressions", Texts(query.GroupBy.Select(SqlText.Of))),
            ("groupByAliases", Texts(members.Select(member => member.Name))),
            ("aggregates", Texts(query.Select is SelectValue { Value: Call call } && Aggregates.IsOne(call.Function) ? [Kind(call)] : [])),
            ("groupByAliasToAggregateType", ResourceJson.Object([.. members.Select(member => (member.Name, AggregateOf(member.Value)))])),
            ("rewrittenQuery", new Text(PlanRewrite.Of(query, scope))),
            ("hasSelectValue", Value.Of(query.Select is SelectValue)),
            ("dCountInfo", Value.Null),
            ("hasNonStreamingOrderBy", Value.False));
        return ResourceJson.Object(("partitionedQueryExecutionInfoVersion", new Number(Version)), ("queryInfo", info), ("queryRanges", PlanRanges.Of(query, scope, keyPath)));
    }

    // Results that differ come in order only if they are what is sorted by.
    private static string Distinct(SqlQuery query)
    {
        if (!query.Distinct) return "None";
        return query is { Select: SelectValue { Value: var value }, OrderBy: [var only] } && SqlText.Of(value) == SqlText.Of(only.Value) ? "Ordered" : "Unordered";
    }

    private static Value AggregateOf(Expression value) => value is Call call && Aggregates.IsOne(call.Function) ? new Text(Kind(call)) : Value.Null;

    private static string Kind(Call call) => call.Function switch { "COUNT" => "Count", "SUM" => "Sum", "MIN" => "Min", "MAX" => "Max", _ => "Average" };

    private static Value Count(Expression? expression, Scope scope) => expression is null ? Value.Null : new Number(Projection.Count(expression, scope));

    private static List Texts(IEnumerable<string> texts) => new([.. texts.Select(text => new Text(text))]);
}
