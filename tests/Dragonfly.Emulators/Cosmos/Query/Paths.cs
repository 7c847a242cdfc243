namespace Dragonfly.Emulators.Cosmos.Query;

/// <summary>Paths of properties in expressions: which part of the item an expression reads.</summary>
internal static class Paths
{
    /// <summary>The names from the item down to what is read, <c>[]</c> for an element that a JOIN or EXISTS goes over; null if it is not a path.</summary>
    public static IReadOnlyList<string>? Of(Expression expression, IReadOnlyDictionary<string, IReadOnlyList<string>> aliases) => expression switch
    {
        Name name => aliases.GetValueOrDefault(name.Identifier),
        Member { Index: Literal { Value: Text text } } member when Of(member.Of, aliases) is { } path => [.. path, text.Chars],
        Member { Index: Literal { Value: Number } } member when Of(member.Of, aliases) is { } path => [.. path, "[]"],
        _ => null,
    };

    /// <summary>The path that each alias of FROM stands for.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Aliases(From? from, IReadOnlyDictionary<string, IReadOnlyList<string>>? outer = null)
    {
        var aliases = outer is null ? [] : new Dictionary<string, IReadOnlyList<string>>(outer, StringComparer.Ordinal);
        foreach (var source in from?.Sources ?? [])
        {
            var path = Of(source.Value, aliases) ?? Rooted(source.Value);
            if (path is not null) aliases[source.Alias] = source.Iterates ? [.. path, "[]"] : path;
        }
        return aliases;
    }

    private static IReadOnlyList<string>? Rooted(Expression path) => path switch
    {
        Name => [],
        Member { Index: Literal { Value: Text text } } member when Rooted(member.Of) is { } above => [.. above, text.Chars],
        _ => null,
    };
}
