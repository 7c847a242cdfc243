namespace Dragonfly.Emulators.Cosmos.Query;

/// <summary>The query that each partition is sent: with what its results are merged by beside each result. Empty when the query itself will do.</summary>
internal static class PlanRewrite
{
    private static readonly Placeholder Filter = new("({documentdb-formattableorderbyquery-filter})");

    public static string Of(SqlQuery query, Scope scope)
    {
        if (query.OrderBy.Count > 0) return SqlText.Of(Sorted(query, scope));
        if (query.GroupBy.Count > 0 || Aggregates.Has(query.Select)) return SqlText.Of(Summed(query));
        return query.Offset is null ? "" : SqlText.Of(Windowed(query, scope));
    }

    private static SqlQuery Sorted(SqlQuery query, Scope scope)
    {
        if (Aggregates.Has(query.Select) || query.GroupBy.Count > 0) throw new SqlSyntaxException("'ORDER BY' is not supported with aggregates or 'GROUP BY'.");
        var item = new Name(query.From?.Sources[0].Alias ?? throw new SqlSyntaxException("'ORDER BY' needs 'FROM'."));
        var payload = query.Select switch
        {
            SelectValue value => value.Value,
            SelectList list => new NewObject([.. Projection.Named(list)]),
            _ => item,
        };
        var where = query.Where is null ? Filter : (Expression)new Binary("AND", query.Where, Filter);
        // VALUE of what is undefined is no result, so it must not be sorted either.
        if (query.Select is SelectValue) where = new Binary("AND", where, new Call("IS_DEFINED", [payload]));
        return Windowed(query, scope) with
        {
            Select = new SelectList(
            [
                (new Member(item, new Literal(new Text("_rid"))), null),
                (new NewList([.. query.OrderBy.Select(by => new NewObject([("item", by.Value)]))]), "orderByItems"),
                (payload, "payload"),
            ]),
            Distinct = false,
            Top = query.Distinct ? null : query.Top,
            Where = where,
        };
    }

    private static SqlQuery Summed(SqlQuery query)
    {
        if (query.Select is SelectValue { Value: var value } && query.GroupBy.Count == 0)
            return query with { Select = new SelectValue(new NewList([Summed(value)])), Offset = null, Limit = null };
        var payload = query.Select switch
        {
            SelectList list => new NewObject([.. Projection.Named(list).Select(member => (member.Name, SummedIfAggregate(member.Value)))]),
            SelectValue { Value: var alone } when !Aggregates.Has(query.Select) => alone,
            _ => throw new SqlSyntaxException("The stand-in sums up members of a SELECT list, or one VALUE."),
        };
        var groups = new NewList([.. query.GroupBy.Select(by => new NewObject([("item", by)]))]);
        return query with
        {
            Select = new SelectList(query.GroupBy.Count == 0 ? [(payload, "payload")] : [(groups, "groupByItems"), (payload, "payload")]),
            Offset = null,
            Limit = null,
        };
    }

    private static Expression SummedIfAggregate(Expression value) => Aggregates.Has(new SelectValue(value)) ? Summed(value) : value;

    // One aggregate in the form in which partitions' values can be put together.
    private static NewObject Summed(Expression aggregate)
    {
        if (aggregate is not Call { Arguments: [var argument] } call || !Aggregates.IsOne(call.Function))
            throw new SqlSyntaxException("The stand-in sums up one aggregate at a time, not an expression of aggregates.");
        var count = ("count", (Expression)new Call("COUNT", [argument]));
        return call.Function switch
        {
            "AVG" => new([("item", new NewObject([("sum", new Call("SUM", [argument])), count]))]),
            "MIN" or "MAX" => new([("item", call), ("item2", new NewObject([(call.Function.ToLowerInvariant(), call), count]))]),
            _ => new([("item", call)]),
        };
    }

    // A partition gives as many as could be wanted of it alone; what differs is counted only when all are together.
    private static SqlQuery Windowed(SqlQuery query, Scope scope)
    {
        if (query.Offset is not { } offset) return query;
        if (query.Distinct) return query with { Offset = null, Limit = null };
        var wanted = Projection.Count(offset, scope) + Projection.Count(query.Limit!, scope);
        return query with { Offset = new Literal(new Number(0)), Limit = new Literal(new Number(wanted)) };
    }
}
