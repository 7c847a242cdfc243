namespace Dragonfly.Emulators.Cosmos.Query;

/// <summary>The rows that a query's FROM and WHERE give within a scope, and the results of a subquery.</summary>
internal static class Subqueries
{
    public static IEnumerable<Value> Rows(SqlQuery query, Scope scope)
    {
        var rows = Sources(query, scope).Where(row => Evaluator.Holds(query.Where, row));
        if (query.OrderBy.Count > 0) rows = rows.Order(Orders.By(query.OrderBy));
        var results = Projection.Of(query, rows, scope);
        if (query.Distinct) results = Projection.Distinct(results);
        if (query.Offset is { } offset) results = results.Skip(Projection.Count(offset, scope)).Take(Projection.Count(query.Limit!, scope));
        return query.Top is { } top ? results.Take(Projection.Count(top, scope)) : results;
    }

    /// <summary>One scope for each row of FROM: the sources in turn, each seeing those before it.</summary>
    public static IEnumerable<Scope> Sources(SqlQuery query, Scope scope)
    {
        IEnumerable<Scope> rows = [scope];
        foreach (var source in query.From?.Sources ?? [])
        {
            rows = rows.SelectMany(row => Each(source, row).Where(value => !value.IsUndefined).Select(value => row.With(source.Alias, value)));
        }
        return rows;
    }

    private static IEnumerable<Value> Each(Source source, Scope scope)
    {
        var value = Evaluator.Of(Rooted(source.Value, scope), scope);
        if (!source.Iterates) return [value];
        return value is List list ? list.Items : [];
    }

    // The first name of FROM is the container's items, whatever it is called, unless an alias in scope has it.
    private static Expression Rooted(Expression path, Scope scope) => path switch
    {
        Name name when scope.Alias(name.Identifier) is null => new Literal(scope.Root),
        Member member => member with { Of = Rooted(member.Of, scope) },
        _ => path,
    };
}
