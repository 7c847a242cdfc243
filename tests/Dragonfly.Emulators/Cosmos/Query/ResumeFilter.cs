using Dragonfly.Emulators.Cosmos.Items;

namespace Dragonfly.Emulators.Cosmos.Query;

/// <summary>
/// Where the SDK resumes a sorted query in a partition: at these values of ORDER BY, and at or after this item among equals;
/// with <paramref name="Exclude"/>, after all equals.
/// </summary>
internal sealed record ResumeFilter(IReadOnlyList<Value> Values, ulong? Rid, bool Exclude)
{
    public static ResumeFilter Of(Value filter) => new(
        // An empty array stands for undefined.
        [.. Read.List(filter, "value").Select(value => value is List { Items.Count: 0 } ? Value.Undefined : value)],
        Read.Text(filter, "rid") is { } rid ? ResourceIds.Number(rid) : null,
        Read.Member(filter, "exclude") is Bool { Is: true });
}
