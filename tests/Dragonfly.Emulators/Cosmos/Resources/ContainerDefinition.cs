using Dragonfly.Emulators.Cosmos.Http;
using Dragonfly.Emulators.Cosmos.Query;

namespace Dragonfly.Emulators.Cosmos.Resources;

/// <summary>A container's definition as the service completes it: keys hashed by version 2, and everything indexed unless said otherwise.</summary>
internal static class ContainerDefinition
{
    public static Value Complete(Value definition)
    {
        var members = new OrderedDictionary<string, Value>(((Query.Object)definition).Members, StringComparer.Ordinal);
        var key = Read.Member(definition, "partitionKey") as Query.Object ?? throw new RefusedException(400, "The partition key of the container is missing.");
        if (Read.Number(key, "version") is { } version and not 2) throw new RefusedException(400, $"The stand-in places keys by hash version 2, not {version}.");
        members["partitionKey"] = new Query.Object(new OrderedDictionary<string, Value>(key.Members, StringComparer.Ordinal) { ["version"] = new Number(2) });
        if (!members.ContainsKey("indexingPolicy"))
        {
            members["indexingPolicy"] = ResourceJson.Object(
                ("indexingMode", new Text("consistent")), ("automatic", Value.True),
                ("includedPaths", new List([ResourceJson.Object(("path", new Text("/*")))])),
                ("excludedPaths", new List([ResourceJson.Object(("path", new Text("/\"_etag\"/?")))])));
        }
        return new Query.Object(members);
    }
}
