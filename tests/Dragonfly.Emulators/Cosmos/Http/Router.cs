using Dragonfly.Emulators.Cosmos.Resources;

namespace Dragonfly.Emulators.Cosmos.Http;

/// <summary>From address and method to the operation.</summary>
internal sealed class Router(Account account, AccountEndpoints metadata, ItemEndpoints items, FeedEndpoints feeds)
{
    /// <summary>The name of the container that a request is for, by whichever id; empty if none.</summary>
    public string ContainerName(ServiceRequest request) =>
        request.Segment(3) is { } name ? account.TryFind(request.Segment(1)!, name)?.Name ?? name : "";

    public ServiceAnswer Route(ServiceRequest request)
    {
        switch (request.Segments)
        {
            case []: return metadata.ReadAccount();
            case ["dbs"]: return metadata.Databases(request);
            case ["dbs", var database]: return metadata.Database(request, database);
            case ["dbs", var database, "colls"]: return metadata.Containers(request, database);
            case ["dbs", var database, "colls", var name]: return metadata.Container(request, database, name);
            case ["dbs", var database, "colls", var name, "pkranges"]: return metadata.Ranges(request, account.Container(database, name));
            case ["dbs", var database, "colls", var name, "docs", ..]: return Items(request, account.Container(database, name));
            default: throw new RefusedException(400, $"The stand-in does not have {request.Method} {request.Path}.");
        }
    }

    private ServiceAnswer Items(ServiceRequest request, Container container) => request.Operation switch
    {
        "create" => items.Create(request, container),
        "upsert" => items.Upsert(request, container),
        "read" => items.Read(request, container),
        "replace" => items.Replace(request, container),
        "delete" => items.Delete(request, container),
        "batch" => items.Batch(request, container),
        "query" => feeds.Query(request, container),
        "queryplan" => feeds.QueryPlan(request, container),
        "changefeed" => feeds.Changes(request, container),
        _ => throw new RefusedException(400, $"The stand-in does not have {request.Method} on items."),
    };
}
