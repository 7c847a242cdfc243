using System.Globalization;

namespace Dragonfly.Emulators.Cosmos.Query;

/// <summary>Parses expressions; each method is one level of precedence, the loosest first.</summary>
internal static class ExpressionParser
{
    private static readonly string[][] Levels = [["=", "!=", "<", "<=", ">", ">="], ["||"], ["+", "-"], ["*", "/", "%"]];

    public static Expression Parse(TokenReader tokens)
    {
        var value = Coalesce(tokens);
        if (Negatable(tokens, "BETWEEN", out var not)) return Range(tokens, value, not);
        if (!tokens.Take("?")) return value;
        var then = Parse(tokens);
        tokens.Expect(":");
        return new Conditional(value, then, Parse(tokens));
    }

    /// <summary>What FROM and JOIN read: a path from a name, or a subquery.</summary>
    public static Expression Collection(TokenReader tokens)
    {
        if (!tokens.Take("(")) return Path(tokens, new Name(tokens.Identifier()));
        var query = Parser.Query(tokens);
        tokens.Expect(")");
        return new ListOf(query);
    }

    public static Expression Primary(TokenReader tokens)
    {
        var token = tokens.Current;
        if (token.Kind == TokenKind.Number) return Path(tokens, new Literal(new Number(double.Parse(tokens.Next().Text, CultureInfo.InvariantCulture))));
        if (token.Kind == TokenKind.Text) return Path(tokens, new Literal(new Text(tokens.Next().Text)));
        if (token.Kind == TokenKind.Parameter) return Path(tokens, new Parameter(tokens.Next().Text));
        if (tokens.Take("[")) return Path(tokens, new NewList(Until(tokens, "]", () => Parse(tokens))));
        if (tokens.Take("{")) return Path(tokens, new NewObject(Until(tokens, "}", () => Property(tokens))));
        if (tokens.Take("(")) return Path(tokens, Parenthesized(tokens));
        if (token.Kind == TokenKind.Identifier) return Path(tokens, Word(tokens));
        throw tokens.Unexpected();
    }

    private static Expression Coalesce(TokenReader tokens)
    {
        var value = Or(tokens);
        while (tokens.Take("??")) value = new Binary("??", value, Or(tokens));
        return value;
    }

    private static Expression Or(TokenReader tokens)
    {
        var value = And(tokens);
        while (tokens.TakeWord("OR")) value = new Binary("OR", value, And(tokens));
        return value;
    }

    private static Expression And(TokenReader tokens)
    {
        var value = Test(tokens);
        while (tokens.TakeWord("AND")) value = new Binary("AND", value, Test(tokens));
        return value;
    }

    private static Expression Test(TokenReader tokens)
    {
        var value = Operators(tokens, 0);
        if (Negatable(tokens, "LIKE", out var notLike)) return new Like(value, Operators(tokens, 0), notLike);
        if (!Negatable(tokens, "IN", out var notIn)) return value;
        tokens.Expect("(");
        return new In(value, Until(tokens, ")", () => Parse(tokens)), notIn);
    }

    // BETWEEN is an expression by itself: beside AND or OR it needs parentheses, for the service as well.
    private static Between Range(TokenReader tokens, Expression value, bool not)
    {
        if (value is Binary { Operator: "AND" or "OR" } or In or Like) throw tokens.Unexpected();
        var low = Operators(tokens, 0);
        tokens.ExpectWord("AND");
        return new Between(value, low, Operators(tokens, 0), not);
    }

    private static bool Negatable(TokenReader tokens, string word, out bool not)
    {
        not = tokens.Current.IsWord("NOT") && tokens.NextIsWord(word) && tokens.TakeWord("NOT");
        return tokens.TakeWord(word);
    }

    private static Expression Operators(TokenReader tokens, int level)
    {
        if (level == Levels.Length) return Prefixed(tokens);
        var value = Operators(tokens, level + 1);
        while (tokens.Current.Kind == TokenKind.Symbol && Levels[level].Contains(tokens.Current.Text))
        {
            value = new Binary(tokens.Next().Text, value, Operators(tokens, level + 1));
        }
        return value;
    }

    private static Expression Prefixed(TokenReader tokens)
    {
        if (tokens.Take("-")) return new Unary("-", Prefixed(tokens));
        if (tokens.Take("+")) return new Unary("+", Prefixed(tokens));
        return tokens.TakeWord("NOT") ? new Unary("NOT", Prefixed(tokens)) : Primary(tokens);
    }

    private static Expression Parenthesized(TokenReader tokens)
    {
        Expression inner = tokens.Current.IsWord("SELECT") ? new Scalar(Parser.Query(tokens)) : Parse(tokens);
        tokens.Expect(")");
        return inner;
    }

    private static Expression Word(TokenReader tokens)
    {
        if (tokens.NextIs("(")) return Function(tokens);
        var word = tokens.Current.Text;
        if (!tokens.AtIdentifier) throw tokens.Unexpected();
        tokens.Next();
        // The literals are lower case only, as in the service's grammar.
        return word switch
        {
            "true" => new Literal(Value.True),
            "false" => new Literal(Value.False),
            "null" => new Literal(Value.Null),
            "undefined" => new Literal(Value.Undefined),
            _ => new Name(word),
        };
    }

    private static Expression Function(TokenReader tokens)
    {
        var name = tokens.Next().Text.ToUpperInvariant();
        tokens.Expect("(");
        if (name is not ("EXISTS" or "ARRAY")) return new Call(name, Until(tokens, ")", () => Parse(tokens)));
        var query = Parser.Query(tokens);
        tokens.Expect(")");
        return name == "EXISTS" ? new Exists(query) : new ListOf(query);
    }

    private static (string, Expression) Property(TokenReader tokens)
    {
        if (tokens.Current.Kind is not (TokenKind.Text or TokenKind.Identifier)) throw tokens.Unexpected();
        var name = tokens.Next().Text;
        tokens.Expect(":");
        return (name, Parse(tokens));
    }

    private static Expression Path(TokenReader tokens, Expression value)
    {
        while (true)
        {
            if (tokens.Take(".")) value = new Member(value, new Literal(new Text(tokens.Identifier())));
            else if (tokens.Take("["))
            {
                value = new Member(value, Parse(tokens));
                tokens.Expect("]");
            }
            else return value;
        }
    }

    private static IReadOnlyList<T> Until<T>(TokenReader tokens, string end, Func<T> one)
    {
        if (tokens.Take(end)) return [];
        var all = tokens.Separated(one);
        tokens.Expect(end);
        return all;
    }
}
