namespace Dragonfly.Emulators.Cosmos.Query;

/// <summary>Equality, comparison and the order of ORDER BY: undefined, null, false, true, numbers, strings (ordinal), arrays, objects.</summary>
internal static class ValueOrder
{
    public static bool Same(Value left, Value right) => (left, right) switch
    {
        (Number a, Number b) => a.Amount == b.Amount,
        (Text a, Text b) => string.Equals(a.Chars, b.Chars, StringComparison.Ordinal),
        (Bool a, Bool b) => a.Is == b.Is,
        (Null, Null) or (Undefined, Undefined) => true,
        (List a, List b) => a.Items.Count == b.Items.Count && a.Items.Zip(b.Items).All(pair => Same(pair.First, pair.Second)),
        (Object a, Object b) => a.Members.Count == b.Members.Count
            && a.Members.All(member => b.Members.TryGetValue(member.Key, out var other) && Same(member.Value, other)),
        _ => false,
    };

    /// <summary>What &lt; and its kin say; null where two values cannot be compared (their types differ, or they are arrays or objects).</summary>
    public static int? Compare(Value left, Value right) => (left, right) switch
    {
        (Number a, Number b) => a.Amount.CompareTo(b.Amount),
        (Text a, Text b) => string.CompareOrdinal(a.Chars, b.Chars),
        (Bool a, Bool b) => a.Is.CompareTo(b.Is),
        (Null, Null) => 0,
        _ => null,
    };

    public static int Sort(Value left, Value right)
    {
        var byType = Rank(left).CompareTo(Rank(right));
        return byType != 0 ? byType : Compare(left, right) ?? 0;
    }

    private static int Rank(Value value) => value switch
    {
        Undefined => 0,
        Null => 1,
        Bool { Is: false } => 2,
        Bool => 3,
        Number => 4,
        Text => 5,
        List => 6,
        _ => 7,
    };
}
