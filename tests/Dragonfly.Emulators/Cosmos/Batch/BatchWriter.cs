using Dragonfly.Emulators.Cosmos.Items;
using Microsoft.Azure.Cosmos.Serialization.HybridRow;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.IO;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.Layouts;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.RecordIO;

namespace Dragonfly.Emulators.Cosmos.Batch;

/// <summary>Writes what came of a batch as HybridRow records.</summary>
internal static class BatchWriter
{
    public static byte[] Write(IReadOnlyList<(OperationResult Result, bool Minimal)> results)
    {
        using var stream = new MemoryStream();
        var written = stream.WriteRecordIOAsync(default(Segment), (long index, out ReadOnlyMemory<byte> record) =>
        {
            record = default;
            if (index >= results.Count) return Result.Success;
            var (result, minimal) = results[(int)index];
            var buffer = new MemorySpanResizer<byte>(1024 + (result.Item?.Json.Length ?? 0));
            var row = new RowBuffer(buffer.Memory.Length, buffer);
            row.InitLayout(HybridRowVersion.V1, BatchSchema.Result, BatchSchema.Resolver);
            var outcome = RowWriter.WriteBuffer(ref row, (result, minimal), WriteOne);
            record = buffer.Memory[..row.Length];
            return outcome;
        }).GetAwaiter().GetResult();
        return written == Result.Success ? stream.ToArray() : throw new InvalidOperationException($"A batch's results could not be written: {written}.");
    }

    private static Result WriteOne(ref RowWriter writer, TypeArgument type, (OperationResult Result, bool Minimal) one)
    {
        var (result, minimal) = one;
        var outcome = writer.WriteInt32("statusCode", result.Status);
        if (outcome == Result.Success && result.SubStatus != 0) outcome = writer.WriteInt32("subStatusCode", result.SubStatus);
        if (outcome == Result.Success && result.Item is { } item) outcome = writer.WriteString("eTag", item.ETag);
        if (outcome == Result.Success && result.Item is { } full && !minimal && result.Status != 304) outcome = writer.WriteBinary("resourceBody", full.Json);
        return outcome == Result.Success ? writer.WriteFloat64("requestCharge", result.Charge) : outcome;
    }
}
