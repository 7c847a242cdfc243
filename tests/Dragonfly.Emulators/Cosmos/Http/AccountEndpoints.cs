using System.Globalization;
using Dragonfly.Emulators.Cosmos.Partitions;
using Dragonfly.Emulators.Cosmos.Query;
using Dragonfly.Emulators.Cosmos.Resources;

namespace Dragonfly.Emulators.Cosmos.Http;

/// <summary>Account, databases, containers and their physical partitions.</summary>
internal sealed class AccountEndpoints(Account account, Func<Uri> endpoint, CosmosStandInOptions options)
{
    public ServiceAnswer ReadAccount() => Json(200, AccountJson.Of(endpoint(), options));

    public ServiceAnswer Databases(ServiceRequest request) => request.Method switch
    {
        "POST" when !request.Flag(HeaderNames.IsQuery) => Json(201, ResourceJson.Of(account.Create(Name(request)))),
        "GET" => Json(200, ResourceJson.Feed("Databases", account.Databases.Select(ResourceJson.Of))),
        _ => throw Unknown(request),
    };

    public ServiceAnswer Database(ServiceRequest request, string id)
    {
        var database = account.Database(id);
        if (request.Method == "GET") return Json(200, ResourceJson.Of(database));
        if (request.Method != "DELETE") throw Unknown(request);
        account.Delete(database);
        return new(204);
    }

    public ServiceAnswer Containers(ServiceRequest request, string database)
    {
        var owner = account.Database(database);
        return request.Method switch
        {
            "POST" when !request.Flag(HeaderNames.IsQuery) => Json(201, ResourceJson.Of(account.Create(owner, Body(request), options.PhysicalPartitions))),
            "GET" => Json(200, ResourceJson.Feed("DocumentCollections", owner.Containers.Select(ResourceJson.Of))),
            _ => throw Unknown(request),
        };
    }

    public ServiceAnswer Container(ServiceRequest request, string database, string id)
    {
        var container = account.Container(database, id);
        switch (request.Method)
        {
            case "GET": break;
            case "PUT":
                lock (container.Gate) container.Define(Body(request));
                break;
            case "DELETE":
                account.Database(database).Remove(container);
                return new(204);
            default: throw Unknown(request);
        }
        return Json(200, ResourceJson.Of(container));
    }

    /// <summary>The physical partitions as a change feed: all at first; 304 as long as none was split; after that all that there are, with their parents.</summary>
    public ServiceAnswer Ranges(ServiceRequest request, Container container)
    {
        lock (container.Gate)
        {
            var etag = $"\"{container.Partitions.Version.ToString(CultureInfo.InvariantCulture)}\"";
            if (request.Header(HeaderNames.IfNoneMatch) == etag) return new ServiceAnswer(304).With(HeaderNames.ETag, etag);
            return Json(200, ResourceJson.Feed("PartitionKeyRanges", container.Partitions.All.Select(ResourceJson.Of), container.ResourceId)).With(HeaderNames.ETag, etag);
        }
    }

    private static string Name(ServiceRequest request) => Read.Text(Body(request), "id") ?? throw new RefusedException(400, "The database has no id.");

    private static Query.Object Body(ServiceRequest request) => Items.ItemRules.Parse(request.Body);

    private static ServiceAnswer Json(int status, Value body) => new(status, Charges.RuModel.Metadata, ValueJson.Bytes(body));

    private static RefusedException Unknown(ServiceRequest request) => new(400, $"The stand-in does not have {request.Method} {request.Path}.");
}
