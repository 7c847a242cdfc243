using Dragonfly.Emulators.Cosmos.Http;
using Dragonfly.Emulators.Cosmos.Items;

namespace Dragonfly.Emulators.Cosmos.Batch;

/// <summary>Runs a batch: all operations or none. When one fails the others are answered 424, and the batch 207.</summary>
internal static class BatchRun
{
    public static ServiceAnswer Answer(IReadOnlyList<BatchOperation> operations, Transaction transaction)
    {
        var results = new List<OperationResult>();
        foreach (var operation in operations)
        {
            results.Add(Run(operation, transaction));
            if (results[^1].Failed) break;
        }
        var charge = results.Sum(result => result.Charge);
        if (!results[^1].Failed)
        {
            transaction.Commit();
            return Written(200, charge, operations, results);
        }
        var failed = results.Count - 1;
        return Written(207, charge, operations, [.. operations.Select((_, i) => i == failed ? results[i] : new OperationResult(424, i < failed ? results[i].Charge : 0))]);
    }

    private static ServiceAnswer Written(int status, double charge, IReadOnlyList<BatchOperation> operations, IReadOnlyList<OperationResult> results) =>
        new(status, charge, BatchWriter.Write([.. results.Zip(operations, (result, operation) => (result, operation.Minimal))]));

    private static OperationResult Run(BatchOperation operation, Transaction transaction)
    {
        try
        {
            return operation.Type switch
            {
                BatchOperation.Create => transaction.Create(ItemRules.Parse(operation.Body)),
                BatchOperation.Upsert => transaction.Upsert(ItemRules.Parse(operation.Body), operation.IfMatch),
                BatchOperation.Replace => transaction.Replace(operation.Id!, ItemRules.Parse(operation.Body), operation.IfMatch),
                BatchOperation.Delete => transaction.Delete(operation.Id!, operation.IfMatch),
                BatchOperation.Read => transaction.Read(operation.Id!, operation.IfNoneMatch),
                _ => throw new RefusedException(400, $"The stand-in does not have operation {operation.Type} in a batch."),
            };
        }
        catch (RefusedException refused)
        {
            return new(refused.Status, 0, Error: refused.Message, SubStatus: refused.SubStatus);
        }
    }
}
