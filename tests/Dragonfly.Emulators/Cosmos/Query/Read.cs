namespace Dragonfly.Emulators.Cosmos.Query;

/// <summary>Reads members of JSON objects.</summary>
internal static class Read
{
    public static Value Member(Value of, string name) =>
        of is Object members && members.Members.TryGetValue(name, out var member) ? member : Value.Undefined;

    public static string? Text(Value of, string name) => (Member(of, name) as Text)?.Chars;

    public static long? Number(Value of, string name) => Member(of, name) is Number number && number.Amount == Math.Floor(number.Amount) ? (long)number.Amount : null;

    public static IReadOnlyList<Value> List(Value of, string name) => (Member(of, name) as List)?.Items ?? [];
}
