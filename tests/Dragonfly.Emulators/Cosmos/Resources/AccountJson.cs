using Dragonfly.Emulators.Cosmos.Query;

namespace Dragonfly.Emulators.Cosmos.Resources;

/// <summary>The account as the SDK reads it at its start.</summary>
internal static class AccountJson
{
    // The limits that the query planner (of the SDK or here) is configured with.
    public const string QueryEngine = """
        {"maxSqlQueryInputLength":262144,"maxJoinsPerSqlQuery":5,"maxLogicalAndPerSqlQuery":2000,"maxLogicalOrPerSqlQuery":2000,
        "maxUdfRefPerSqlQuery":10,"maxInExpressionItemsCount":16000,"queryMaxInMemorySortDocumentCount":500,"maxQueryRequestTimeoutFraction":0.9,
        "sqlAllowNonFiniteNumbers":false,"sqlAllowAggregateFunctions":true,"sqlAllowSubQuery":true,"sqlAllowScalarSubQuery":true,"allowNewKeywords":true,
        "sqlAllowLike":true,"sqlAllowGroupByClause":true,"maxSpatialQueryCells":12,"spatialMaxGeometryPointCount":256,"sqlAllowTop":true,
        "enableSpatialIndexing":true}
        """;

    public static Value Of(Uri endpoint, CosmosStandInOptions options)
    {
        var here = new List([ResourceJson.Object(("name", new Text(Region)), ("databaseAccountEndpoint", new Text(endpoint.ToString())))]);
        var replicas = ResourceJson.Object(("asyncReplication", Value.False), ("minReplicaSetSize", new Number(1)), ("maxReplicasetSize", new Number(4)));
        return ResourceJson.Object(
            ("_self", new Text("")), ("id", new Text("standin")), ("_rid", new Text(endpoint.Host)), ("media", new Text("//media/")),
            ("addresses", new Text("//addresses/")), ("_dbs", new Text("//dbs/")), ("writableLocations", here), ("readableLocations", here),
            ("enableMultipleWriteLocations", Value.False), ("userReplicationPolicy", replicas), ("systemReplicationPolicy", replicas),
            ("userConsistencyPolicy", ResourceJson.Object(("defaultConsistencyLevel", new Text(options.Strong ? "Strong" : "Session")))),
            ("readPolicy", ResourceJson.Object(("primaryReadCoefficient", new Number(1)), ("secondaryReadCoefficient", new Number(1)))),
            ("queryEngineConfiguration", new Text(QueryEngine)));
    }

    private const string Region = "West US 2";
}
