using System.Globalization;

namespace Dragonfly.Emulators.Cosmos.Http;

/// <summary>A request on the wire, whichever way it came.</summary>
internal sealed record ServiceRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>The path's parts, unescaped: <c>dbs, NAME, colls, NAME, docs, ID</c>.</summary>
    public IReadOnlyList<string> Segments { get; } = [.. Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];

    public string? Header(string name) => Headers.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public bool Flag(string name) => "true".Equals(Header(name), StringComparison.OrdinalIgnoreCase);

    public int? Number(string name) => int.TryParse(Header(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    public string? Segment(int index) => index < Segments.Count ? Segments[index] : null;

    public string Operation => (Method, Segment(4), Segments.Count) switch
    {
        ("POST", "docs", 5) when Flag(HeaderNames.IsQueryPlan) => "queryplan",
        ("POST", "docs", 5) when Flag(HeaderNames.IsBatch) => "batch",
        ("POST", "docs", 5) when Flag(HeaderNames.IsQuery) => "query",
        ("POST", "docs", 5) when Flag(HeaderNames.IsUpsert) => "upsert",
        ("POST", "docs", 5) => "create",
        ("GET", "docs", 5) => "changefeed",
        ("GET", "docs", 6) => "read",
        ("PUT", "docs", 6) => "replace",
        ("DELETE", "docs", 6) => "delete",
        ("PATCH", "docs", 6) => "patch",
        _ => "metadata",
    };

    public CosmosRequest Described => new(Operation, Segment(3) ?? "", Segment(5), Header(HeaderNames.PartitionKey));
}
