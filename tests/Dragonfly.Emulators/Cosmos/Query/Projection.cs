namespace Dragonfly.Emulators.Cosmos.Query;

/// <summary>What SELECT makes of the rows.</summary>
internal static class Projection
{
    public static IEnumerable<Value> Of(SqlQuery query, IEnumerable<Scope> rows, Scope outer)
    {
        if (query.GroupBy.Count > 0) return Groups(query, rows).Select(row => Of(query, row)).Where(value => !value.IsUndefined);
        if (Aggregates.Has(query.Select)) return new[] { Of(query, outer.Over([.. rows])) }.Where(value => !value.IsUndefined);
        return rows.Select(row => Of(query, row)).Where(value => !value.IsUndefined);
    }

    public static Value Of(SqlQuery query, Scope row) => query.Select switch
    {
        SelectValue value => Evaluator.Of(value.Value, row),
        SelectList list => Members(list, row),
        _ => query.From is { Sources: [var only] } ? row.Alias(only.Alias)! : throw new SqlSyntaxException("'SELECT *' is only valid with a single input set."),
    };

    public static IEnumerable<Value> Distinct(IEnumerable<Value> values)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return values.Where(value => seen.Add(Key(value)));
    }

    public static int Count(Expression expression, Scope scope) =>
        Evaluator.Of(expression, scope) is Number { Amount: >= 0 and <= int.MaxValue } number ? (int)number.Amount
        : throw new SqlSyntaxException("TOP, OFFSET and LIMIT take a number that is not negative.");

    /// <summary>A text that two values share only when they are equal.</summary>
    public static string Key(Value value) => value switch
    {
        Object members => "{" + string.Join(',', members.Members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => Key(new Text(m.Key)) + ":" + Key(m.Value))) + "}",
        List list => "[" + string.Join(',', list.Items.Select(Key)) + "]",
        // Plus nothing: minus zero is zero.
        Number number => (number.Amount + 0.0).ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        Text text => System.Text.Json.JsonEncodedText.Encode(text.Chars) is var encoded ? $"\"{encoded}\"" : "",
        Bool { Is: var truth } => truth ? "true" : "false",
        Null => "null",
        _ => "",
    };

    private static IEnumerable<Scope> Groups(SqlQuery query, IEnumerable<Scope> rows) => rows
        .GroupBy(row => string.Join('|', query.GroupBy.Select(by => Key(Evaluator.Of(by, row)))), StringComparer.Ordinal)
        .Select(group => group.ToList())
        .Select(group => group[0].Over(group));

    /// <summary>What each member of a SELECT list is called: its alias, the last name of its path, or <c>$1</c>, <c>$2</c> and so on.</summary>
    public static IEnumerable<(string Name, Expression Value)> Named(SelectList list)
    {
        var unnamed = 0;
        foreach (var (value, alias) in list.Items)
        {
            yield return (alias ?? value switch
            {
                Member { Index: Literal { Value: Text last } } => last.Chars,
                Name direct => direct.Identifier,
                _ => $"${++unnamed}",
            }, value);
        }
    }

    private static Object Members(SelectList list, Scope row)
    {
        var members = new OrderedDictionary<string, Value>(StringComparer.Ordinal);
        foreach (var (name, value) in Named(list))
        {
            if (Evaluator.Of(value, row) is { IsUndefined: false } member) members[name] = member;
        }
        return new Object(members);
    }
}
