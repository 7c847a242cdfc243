using Dragonfly.Emulators.Cosmos.Http;
using Dragonfly.Emulators.Cosmos.Items;
using Microsoft.Azure.Cosmos.Serialization.HybridRow;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.IO;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.RecordIO;

namespace Dragonfly.Emulators.Cosmos.Batch;

/// <summary>Reads the operations of a batch out of its HybridRow records.</summary>
internal static class BatchReader
{
    private const int MaxOperations = 100;

    public static IReadOnlyList<BatchOperation> Read(ReadOnlyMemory<byte> body)
    {
        if (body.Length > ItemRules.MaxBytes) throw new RefusedException(413, "Request size is too large");
        var operations = new List<BatchOperation>();
        using var stream = new MemoryStream(body.ToArray());
        var result = stream.ReadRecordIOAsync((Func<ReadOnlyMemory<byte>, Result>)(record =>
        {
            var read = ReadOne(record, out var operation);
            operations.Add(operation);
            return read;
        }), resizer: new MemorySpanResizer<byte>(body.Length)).GetAwaiter().GetResult();
        if (result != Result.Success || operations.Count == 0) throw new RefusedException(400, "The request payload is invalid. Ensure to provide a valid request payload.");
        if (operations.Count > MaxOperations) throw new RefusedException(400, $"Batch request has more operations than what is supported: {MaxOperations}.");
        return operations;
    }

    private static Result ReadOne(ReadOnlyMemory<byte> record, out BatchOperation operation)
    {
        var row = new RowBuffer(record.Length);
        operation = new(-1, null, null, null, null, false);
        if (!row.ReadFrom(record.Span, HybridRowVersion.V1, BatchSchema.Resolver)) return Result.Failure;
        var reader = new RowReader(ref row);
        while (reader.Read())
        {
            var result = Take(ref reader, ref operation);
            if (result != Result.Success) return result;
        }
        return Result.Success;
    }

    private static Result Take(ref RowReader reader, ref BatchOperation operation)
    {
        Result result;
        switch (reader.Path.ToString())
        {
            case "operationType":
                result = reader.ReadInt32(out var type);
                operation = operation with { Type = type };
                return result;
            case "id":
                result = reader.ReadString(out string id);
                operation = operation with { Id = id };
                return result;
            case "resourceBody":
                result = reader.ReadBinary(out byte[] body);
                operation = operation with { Body = body };
                return result;
            case "ifMatch":
                result = reader.ReadString(out string ifMatch);
                operation = operation with { IfMatch = ifMatch };
                return result;
            case "ifNoneMatch":
                result = reader.ReadString(out string ifNoneMatch);
                operation = operation with { IfNoneMatch = ifNoneMatch };
                return result;
            case "minimalReturnPreference":
                result = reader.ReadBool(out var minimal);
                operation = operation with { Minimal = minimal };
                return result;
            default:
                return Result.Success;
        }
    }
}
