using System.Globalization;
using System.Text;

namespace Dragonfly.Emulators.Cosmos.Query;

/// <summary>Cuts a query into tokens.</summary>
internal static class Lexer
{
    private static readonly string[] Symbols = ["!=", "<>", "<=", ">=", "??", "||"];

    public static IReadOnlyList<Token> Read(string sql)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (at < sql.Length)
        {
            var start = at;
            if (char.IsWhiteSpace(sql[at])) at++;
            else if (sql[at] == '-' && at + 1 < sql.Length && sql[at + 1] == '-') at = EndOfLine(sql, at);
            else if (char.IsAsciiLetter(sql[at]) || sql[at] is '_' or '$') tokens.Add(new(TokenKind.Identifier, Word(sql, ref at), start));
            else if (sql[at] == '@') tokens.Add(new(TokenKind.Parameter, "@" + Word(sql, ref at, skip: 1), start));
            else if (char.IsAsciiDigit(sql[at]) || (sql[at] == '.' && at + 1 < sql.Length && char.IsAsciiDigit(sql[at + 1])))
                tokens.Add(new(TokenKind.Number, Digits(sql, ref at), start));
            else if (sql[at] is '"' or '\'') tokens.Add(new(TokenKind.Text, Quoted(sql, ref at), start));
            else tokens.Add(new(TokenKind.Symbol, Symbol(sql, ref at), start));
        }
        tokens.Add(new(TokenKind.End, "", sql.Length));
        return tokens;
    }

    private static int EndOfLine(string sql, int at)
    {
        var end = sql.IndexOf('\n', at);
        return end < 0 ? sql.Length : end;
    }

    private static string Word(string sql, ref int at, int skip = 0)
    {
        var start = at += skip;
        while (at < sql.Length && (char.IsAsciiLetterOrDigit(sql[at]) || sql[at] is '_' or '$')) at++;
        return sql[start..at];
    }

    private static string Digits(string sql, ref int at)
    {
        var start = at;
        while (at < sql.Length && (char.IsAsciiLetterOrDigit(sql[at]) || sql[at] == '.' || (sql[at] is '+' or '-' && sql[at - 1] is 'e' or 'E'))) at++;
        var text = sql[start..at];
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)) throw new SqlSyntaxException($"Syntax error, incorrect number '{text}'.");
        return text;
    }

    private static string Quoted(string sql, ref int at)
    {
        var quote = sql[at++];
        var text = new StringBuilder();
        while (at < sql.Length && sql[at] != quote)
        {
            if (sql[at] != '\\') text.Append(sql[at++]);
            else text.Append(Escaped(sql, ref at));
        }
        if (at == sql.Length) throw new SqlSyntaxException("Syntax error, a string is not closed.");
        at++;
        return text.ToString();
    }

    private static char Escaped(string sql, ref int at)
    {
        if (at + 1 >= sql.Length) throw new SqlSyntaxException("Syntax error, a string is not closed.");
        var escape = sql[at + 1];
        at += 2;
        if (escape != 'u')
        {
            return escape switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', _ => escape };
        }
        if (at + 4 > sql.Length || !ushort.TryParse(sql.AsSpan(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            throw new SqlSyntaxException("Syntax error, incorrect escape in a string.");
        at += 4;
        return (char)code;
    }

    private static string Symbol(string sql, ref int at)
    {
        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(sql, at, symbol, 0, symbol.Length) != 0) continue;
            at += symbol.Length;
            return symbol == "<>" ? "!=" : symbol;
        }
        if (!"=<>+-*/%?:.,()[]{}".Contains(sql[at])) throw new SqlSyntaxException($"Syntax error, incorrect syntax near '{sql[at]}'.");
        return sql[at++].ToString();
    }
}
