namespace Dragonfly.Emulators.Cosmos.Query;

/// <summary>Goes along the tokens of a query.</summary>
internal sealed class TokenReader(IReadOnlyList<Token> tokens)
{
    // Words that end an expression, so that they are no alias.
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "SELECT", "FROM", "WHERE", "GROUP", "ORDER", "BY", "OFFSET", "LIMIT", "JOIN", "IN", "AS", "AND", "OR", "NOT", "BETWEEN", "LIKE", "ESCAPE", "ASC", "DESC",
        "TOP", "DISTINCT", "VALUE", "EXISTS", "ARRAY",
    };

    private int _at;

    public Token Current => tokens[_at];

    public bool AtIdentifier => Current.Kind == TokenKind.Identifier && !Reserved.Contains(Current.Text);

    public bool NextIsWord(string word) => _at + 1 < tokens.Count && tokens[_at + 1].IsWord(word);

    public bool NextIs(string symbol) => _at + 1 < tokens.Count && tokens[_at + 1].Is(symbol);

    public Token Next() => tokens[_at++];

    public bool Take(string symbol) => Advance(Current.Is(symbol));

    public bool TakeWord(string word) => Advance(Current.IsWord(word));

    public void Expect(string symbol)
    {
        if (!Take(symbol)) throw Unexpected();
    }

    public void ExpectWord(string word)
    {
        if (!TakeWord(word)) throw Unexpected();
    }

    public void ExpectEnd()
    {
        if (Current.Kind != TokenKind.End) throw Unexpected();
    }

    /// <summary>A name; after a dot any word is one.</summary>
    public string Identifier() => Current.Kind == TokenKind.Identifier ? Next().Text : throw Unexpected();

    public IReadOnlyList<T> Separated<T>(Func<T> one)
    {
        var all = new List<T> { one() };
        while (Take(",")) all.Add(one());
        return all;
    }

    public SqlSyntaxException Unexpected() =>
        new($"Syntax error, incorrect syntax near '{Current.Text}' at {Current.At}.");

    private bool Advance(bool taken)
    {
        if (taken) _at++;
        return taken;
    }
}
