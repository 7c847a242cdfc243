using System.Text;
using System.Text.RegularExpressions;

namespace Dragonfly.Emulators.Cosmos.Query;

/// <summary>Arithmetic, comparison and text operators on values.</summary>
internal static class Operators
{
    public static Value Unary(string name, Value operand) => (name, operand) switch
    {
        ("NOT", Bool truth) => Value.Of(!truth.Is),
        ("-", Number number) => Value.Of(-number.Amount),
        ("+", Number) => operand,
        _ => Value.Undefined,
    };

    public static Value Not(Value truth, bool not) => truth is Bool { Is: var holds } ? Value.Of(holds != not) : truth;

    public static Value Binary(string name, Value left, Value right)
    {
        if (left.IsUndefined || right.IsUndefined) return Value.Undefined;
        return name switch
        {
            "=" => Value.Of(ValueOrder.Same(left, right)),
            "!=" => Value.Of(!ValueOrder.Same(left, right)),
            "<" => Ordered(left, right, order => order < 0),
            "<=" => Ordered(left, right, order => order <= 0),
            ">" => Ordered(left, right, order => order > 0),
            ">=" => Ordered(left, right, order => order >= 0),
            "||" => left is Text a && right is Text b ? new Text(a.Chars + b.Chars) : Value.Undefined,
            _ => left is Number x && right is Number y ? Value.Of(Arithmetic(name, x.Amount, y.Amount)) : Value.Undefined,
        };
    }

    /// <summary>LIKE: <c>%</c> any text, <c>_</c> one character.</summary>
    public static Value Like(Value value, Value pattern)
    {
        if (value is not Text text || pattern is not Text like) return Value.Undefined;
        var regex = new StringBuilder("^");
        foreach (var c in like.Chars) regex.Append(c switch { '%' => ".*", '_' => ".", _ => Regex.Escape(c.ToString()) });
        return Value.Of(Regex.IsMatch(text.Chars, regex.Append('$').ToString(), RegexOptions.Singleline | RegexOptions.CultureInvariant));
    }

    private static Value Ordered(Value left, Value right, Func<int, bool> holds) =>
        ValueOrder.Compare(left, right) is { } order ? Value.Of(holds(order)) : Value.Undefined;

    private static double Arithmetic(string name, double x, double y) => name switch
    {
        "+" => x + y,
        "-" => x - y,
        "*" => x * y,
        "/" => x / y,
        "%" => x % y,
        _ => throw new SqlSyntaxException($"The stand-in does not know the operator {name}."),
    };
}
