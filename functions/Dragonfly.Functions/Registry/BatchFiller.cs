using Dragonfly.Functions.Storage;

namespace Dragonfly.Functions.Registry;

/// <summary>Spreads writes of items of one partition over as few batches as take them.</summary>
/// <param name="timeline">The partition.</param>
/// <param name="mostBytes">How many bytes of items a batch takes; one item that has more goes alone.</param>
internal sealed class BatchFiller(string timeline, long mostBytes)
{
    /// <summary>Of the 2 MB that a batch may have, what surrounds the items left aside.</summary>
    public const long MostBytes = 1_600_000;

    private readonly List<CosmosBatch> batches = [];
    private long bytes;

    /// <summary>The batches; one of them is not full.</summary>
    public IReadOnlyList<CosmosBatch> Batches => batches;

    /// <summary>Adds a write.</summary>
    /// <param name="item">The item.</param>
    /// <param name="add">Adds the write of it to a batch.</param>
    public BatchFiller Add<T>(T item, Action<CosmosBatch, T> add) => Add(SizeOf(item), 1, batch => add(batch, item));

    /// <summary>Adds writes that have to be in one batch.</summary>
    /// <param name="size">How many bytes they have.</param>
    /// <param name="operations">How many there are.</param>
    /// <param name="add">Adds them to a batch.</param>
    public BatchFiller Add(long size, int operations, Action<CosmosBatch> add)
    {
        if (batches is not [.., var batch] || batch.Count + operations > CosmosBatch.MostOperations || bytes + size > mostBytes)
        {
            batches.Add(batch = new(timeline));
            bytes = 0;
        }

        add(batch);
        bytes += size;
        return this;
    }

    /// <summary>How many bytes an item has.</summary>
    public static long SizeOf<T>(T item)
    {
        using var stream = ItemSerializer.Instance.ToStream(item);
        return stream.Length;
    }
}
