namespace Dragonfly.Emulators.Cosmos.Query;

/// <summary>The built-in functions that our queries and the SDK's own use. Any other is refused, so that no query is quietly wrong.</summary>
internal static class Functions
{
    public static Value Call(string name, IReadOnlyList<Value> arguments) => (name, arguments) switch
    {
        ("IS_DEFINED", [var value]) => Value.Of(!value.IsUndefined),
        ("IS_NULL", [var value]) => Value.Of(value is Null),
        ("IS_BOOL", [var value]) => Value.Of(value is Bool),
        ("IS_NUMBER", [var value]) => Value.Of(value is Number),
        ("IS_STRING", [var value]) => Value.Of(value is Text),
        ("IS_ARRAY", [var value]) => Value.Of(value is List),
        ("IS_OBJECT", [var value]) => Value.Of(value is Object),
        ("IS_PRIMITIVE", [var value]) => Value.Of(value is Null or Bool or Number or Text),
        ("ARRAY_CONTAINS", [var list, var item]) => Contains(list, item, partly: false),
        ("ARRAY_CONTAINS", [var list, var item, var partly]) => Contains(list, item, partly is Bool { Is: true }),
        ("ARRAY_LENGTH", [var list]) => list is List { Items.Count: var count } ? Value.Of((double)count) : Value.Undefined,
        ("STARTSWITH", _) => Texts(arguments, (text, part, comparison) => text.StartsWith(part, comparison)),
        ("ENDSWITH", _) => Texts(arguments, (text, part, comparison) => text.EndsWith(part, comparison)),
        ("CONTAINS", _) => Texts(arguments, (text, part, comparison) => text.Contains(part, comparison)),
        ("STRINGEQUALS", _) => Texts(arguments, (text, part, comparison) => text.Equals(part, comparison)),
        ("LOWER", [var value]) => value is Text text ? new Text(text.Chars.ToLowerInvariant()) : Value.Undefined,
        ("UPPER", [var value]) => value is Text text ? new Text(text.Chars.ToUpperInvariant()) : Value.Undefined,
        ("LENGTH", [var value]) => value is Text text ? Value.Of((double)text.Chars.Length) : Value.Undefined,
        ("CONCAT", _) => arguments.All(argument => argument is Text) ? new Text(string.Concat(arguments.Select(argument => ((Text)argument).Chars))) : Value.Undefined,
        ("ABS", [var value]) => OnNumber(value, Math.Abs),
        ("FLOOR", [var value]) => OnNumber(value, Math.Floor),
        ("CEILING", [var value]) => OnNumber(value, Math.Ceiling),
        _ => throw new SqlSyntaxException($"'{name}' is not a recognized built-in function name, or not with {arguments.Count} arguments."),
    };

    private static Value OnNumber(Value value, Func<double, double> function) => value is Number number ? Value.Of(function(number.Amount)) : Value.Undefined;

    private static Value Contains(Value list, Value item, bool partly)
    {
        if (list is not List { Items: var items } || item.IsUndefined) return Value.Undefined;
        return Value.Of(items.Any(one => ValueOrder.Same(one, item) || (partly && Includes(one, item))));
    }

    private static bool Includes(Value whole, Value part) =>
        whole is Object { Members: var members } && part is Object { Members: var wanted }
        && wanted.All(member => members.TryGetValue(member.Key, out var found) && (ValueOrder.Same(found, member.Value) || Includes(found, member.Value)));

    private static Value Texts(IReadOnlyList<Value> arguments, Func<string, string, StringComparison, bool> test)
    {
        if (arguments.Count is not (2 or 3)) throw new SqlSyntaxException("This function takes two or three arguments.");
        var ignoreCase = arguments.Count == 3 && arguments[2] is Bool { Is: true };
        return arguments[0] is Text text && arguments[1] is Text part
            ? Value.Of(test(text.Chars, part.Chars, ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
            : Value.Undefined;
    }
}
