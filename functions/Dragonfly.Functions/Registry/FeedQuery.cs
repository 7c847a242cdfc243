using System.Globalization;
using Dragonfly.Core.Registry;
using Microsoft.Azure.Cosmos;

namespace Dragonfly.Functions.Registry;

/// <summary>Asks for feeds by what the index holds of them.</summary>
internal static class FeedQuery
{
    /// <summary>Feeds by id, of whatever partner.</summary>
    public static QueryDefinition ByIds(string select, IReadOnlyCollection<FeedId> ids) => OneOf($"{select} FROM c WHERE c.now.feed.id IN ({Names(ids.Count)})", [.. ids.Select(id => id.Value)]);

    /// <summary>A partner's feeds by reference: those that have one, or had it before a write that may not be done.</summary>
    public static QueryDefinition ByReferences(IReadOnlyCollection<string> references) =>
        OneOf($"SELECT * FROM c WHERE c.now.reference IN ({Names(references.Count)}) OR c.before.reference IN ({Names(references.Count)})", references);

    private static string Names(int count) => string.Join(", ", Enumerable.Range(0, count).Select(Name));

    private static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"@p{index}");

    private static QueryDefinition OneOf(string text, IReadOnlyCollection<string> values)
    {
        var query = new QueryDefinition(text);
        foreach (var (index, value) in values.Index()) query.WithParameter(Name(index), value);
        return query;
    }
}
