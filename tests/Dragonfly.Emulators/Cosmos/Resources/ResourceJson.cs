using System.Globalization;
using Dragonfly.Emulators.Cosmos.Partitions;
using Dragonfly.Emulators.Cosmos.Query;

namespace Dragonfly.Emulators.Cosmos.Resources;

/// <summary>Databases, containers and partitions as the service writes them.</summary>
internal static class ResourceJson
{
    public static Value Of(Database database) => Object(("id", new Text(database.Name)), ("_rid", new Text(database.ResourceId)),
        ("_self", new Text($"dbs/{database.ResourceId}/")), ("_etag", Etag), ("_colls", new Text("colls/")), ("_users", new Text("users/")), ("_ts", new Number(0)));

    public static Value Of(Container container) => Object(
    [
        .. ((Query.Object)container.Definition).Members.Where(member => member.Key[0] != '_').Select(member => (member.Key, member.Value)),
        ("_rid", new Text(container.ResourceId)), ("_self", new Text($"dbs/{container.DatabaseResourceId}/colls/{container.ResourceId}/")), ("_etag", Etag),
        ("_docs", new Text("docs/")), ("_sprocs", new Text("sprocs/")), ("_triggers", new Text("triggers/")), ("_udfs", new Text("udfs/")),
        ("_conflicts", new Text("conflicts/")), ("_ts", new Number(0)),
    ]);

    public static Value Of(PhysicalPartition partition) => Object(
        ("_rid", new Text(Id(partition.Id))), ("id", new Text(Id(partition.Id))), ("_etag", Etag), ("minInclusive", new Text(partition.Min)),
        ("maxExclusive", new Text(partition.Max)), ("ridPrefix", new Number(partition.Id)), ("throughputFraction", new Number(1)), ("status", new Text("online")),
        ("parents", new List([.. partition.Parents.Select(parent => new Text(Id(parent)))])), ("_ts", new Number(0)), ("_lsn", new Number(partition.Lsn)));

    public static Value Feed(string name, IEnumerable<Value> resources, string owner = "")
    {
        var all = resources.ToList();
        return Object(("_rid", new Text(owner)), (name, new List(all)), ("_count", new Number(all.Count)));
    }

    public static Value Object(params (string Name, Value Value)[] members)
    {
        var made = new OrderedDictionary<string, Value>(StringComparer.Ordinal);
        foreach (var (name, value) in members) made[name] = value;
        return new Query.Object(made);
    }

    private static readonly Text Etag = new("\"00000000-0000-0000-0000-000000000000\"");

    private static string Id(int id) => id.ToString(CultureInfo.InvariantCulture);
}
