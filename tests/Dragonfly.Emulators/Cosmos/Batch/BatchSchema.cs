using Microsoft.Azure.Cosmos.Serialization.HybridRow;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.Layouts;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.Schemas;

namespace Dragonfly.Emulators.Cosmos.Batch;

/// <summary>The two row schemas of the batch protocol: what is asked of each item, and what came of it.</summary>
internal static class BatchSchema
{
    private static readonly SchemaId OperationId = new(2145473648);
    private static readonly SchemaId ResultId = new(2145473649);

    public static readonly LayoutResolver Resolver = new LayoutResolverNamespace(Declare());

    public static readonly Layout Result = Resolver.Resolve(ResultId);

    private static Namespace Declare()
    {
        var schemas = new Namespace { Name = "Microsoft.Azure.Cosmos.BatchApi", Version = SchemaLanguageVersion.V1 };
        schemas.Schemas.Add(Schema("BatchOperation", OperationId,
            Fixed("operationType", TypeKind.Int32), Fixed("resourceType", TypeKind.Int32),
            Variable("partitionKey", TypeKind.Utf8), Variable("effectivePartitionKey", TypeKind.Binary), Variable("id", TypeKind.Utf8),
            Variable("binaryId", TypeKind.Binary), Variable("resourceBody", TypeKind.Binary),
            Sparse("indexingDirective", TypeKind.Utf8), Sparse("ifMatch", TypeKind.Utf8), Sparse("ifNoneMatch", TypeKind.Utf8),
            Sparse("timeToLiveInSeconds", TypeKind.Int32), Sparse("minimalReturnPreference", TypeKind.Boolean)));
        schemas.Schemas.Add(Schema("BatchResult", ResultId,
            Fixed("statusCode", TypeKind.Int32), Fixed("subStatusCode", TypeKind.Int32),
            Variable("eTag", TypeKind.Utf8), Variable("resourceBody", TypeKind.Binary),
            Sparse("retryAfterMilliseconds", TypeKind.UInt32), Sparse("requestCharge", TypeKind.Float64)));
        return schemas;
    }

    private static Schema Schema(string name, SchemaId id, params Property[] properties)
    {
        var schema = new Schema { Name = name, SchemaId = id, Type = TypeKind.Schema };
        schema.Properties.AddRange(properties);
        return schema;
    }

    private static Property Fixed(string path, TypeKind type) => Stored(path, type, StorageKind.Fixed);

    private static Property Variable(string path, TypeKind type) => Stored(path, type, StorageKind.Variable);

    private static Property Sparse(string path, TypeKind type) => Stored(path, type, StorageKind.Sparse);

    private static Property Stored(string path, TypeKind type, StorageKind storage) =>
        new() { Path = path, PropertyType = new PrimitivePropertyType { Type = type, Storage = storage } };
}
