namespace Dragonfly.Emulators.Cosmos.Query;

/// <summary>Parses a query: clauses here, expressions in <see cref="ExpressionParser"/>.</summary>
internal static class Parser
{
    /// <exception cref="SqlSyntaxException">It is not a query, or uses what the stand-in does not know.</exception>
    public static SqlQuery Parse(string sql)
    {
        var tokens = new TokenReader(Lexer.Read(sql));
        var query = Query(tokens);
        tokens.ExpectEnd();
        return query;
    }

    internal static SqlQuery Query(TokenReader tokens)
    {
        tokens.ExpectWord("SELECT");
        var distinct = tokens.TakeWord("DISTINCT");
        var top = tokens.TakeWord("TOP") ? ExpressionParser.Primary(tokens) : null;
        var selection = Select(tokens);
        var from = tokens.TakeWord("FROM") ? Sources(tokens) : null;
        var where = tokens.TakeWord("WHERE") ? ExpressionParser.Parse(tokens) : null;
        var groupBy = tokens.TakeWord("GROUP") ? GroupBy(tokens) : [];
        var orderBy = tokens.TakeWord("ORDER") ? OrderBy(tokens) : [];
        var offset = tokens.TakeWord("OFFSET") ? ExpressionParser.Primary(tokens) : null;
        Expression? limit = null;
        if (offset is not null)
        {
            tokens.ExpectWord("LIMIT");
            limit = ExpressionParser.Primary(tokens);
        }
        return new(selection, distinct, top, from, where, groupBy, orderBy, offset, limit);
    }

    private static Selection Select(TokenReader tokens)
    {
        if (tokens.Take("*")) return new SelectAll();
        if (tokens.TakeWord("VALUE")) return new SelectValue(ExpressionParser.Parse(tokens));
        return new SelectList(tokens.Separated(() =>
        {
            var value = ExpressionParser.Parse(tokens);
            return (value, tokens.TakeWord("AS") || tokens.AtIdentifier ? tokens.Identifier() : null);
        }));
    }

    private static From Sources(TokenReader tokens)
    {
        var sources = new List<Source> { Source(tokens, joined: false) };
        while (tokens.TakeWord("JOIN")) sources.Add(Source(tokens, joined: true));
        return new(sources);
    }

    private static Source Source(TokenReader tokens, bool joined)
    {
        if (tokens.AtIdentifier && tokens.NextIsWord("IN"))
        {
            var name = tokens.Identifier();
            tokens.ExpectWord("IN");
            return new(name, ExpressionParser.Collection(tokens), Iterates: true);
        }
        var value = ExpressionParser.Collection(tokens);
        var alias = tokens.TakeWord("AS") || tokens.AtIdentifier ? tokens.Identifier() : LastName(value);
        if (joined && value is not ListOf) throw new SqlSyntaxException("Syntax error, JOIN needs IN or a subquery.");
        // A subquery in FROM or JOIN gives a row for each of its results; a path gives the value itself.
        return new Source(alias, value, Iterates: value is ListOf);
    }

    private static string LastName(Expression value) => value switch
    {
        Name name => name.Identifier,
        Member { Index: Literal { Value: Text text } } => text.Chars,
        _ => throw new SqlSyntaxException("Syntax error, a source needs an alias."),
    };

    private static IReadOnlyList<Expression> GroupBy(TokenReader tokens)
    {
        tokens.ExpectWord("BY");
        return tokens.Separated(() => ExpressionParser.Parse(tokens));
    }

    private static IReadOnlyList<OrderItem> OrderBy(TokenReader tokens)
    {
        tokens.ExpectWord("BY");
        return tokens.Separated(() =>
        {
            var value = ExpressionParser.Parse(tokens);
            var descending = tokens.TakeWord("DESC");
            if (!descending) tokens.TakeWord("ASC");
            return new OrderItem(value, descending);
        });
    }
}
