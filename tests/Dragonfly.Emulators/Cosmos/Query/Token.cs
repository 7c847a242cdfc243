namespace Dragonfly.Emulators.Cosmos.Query;

internal enum TokenKind { Identifier, Number, Text, Parameter, Symbol, End }

/// <summary>A token of a query: its text without quotes, and where it begins.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int At)
{
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public bool IsWord(string word) => Kind == TokenKind.Identifier && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
