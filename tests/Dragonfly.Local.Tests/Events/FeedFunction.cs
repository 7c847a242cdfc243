using System.Collections.Concurrent;
using System.Collections.Immutable;
using Dragonfly.Functions.Events;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Local.Tests.Events;

/// <summary>A function that a change feed is delivered to.</summary>
internal sealed class FeedFunction(Taken taken)
{
    [Function("Take")]
    [ExponentialBackoffRetry(-1, "00:00:01", "00:01:00")]
    public void Take([CosmosDBTrigger("database", "log", LeaseContainerPrefix = "test", MaxItemsPerInvocation = 100, StartFromBeginning = true)] IReadOnlyList<LogChange> changes) => taken.Take(changes);
}

/// <summary>What it was given.</summary>
internal sealed class Taken
{
    private int failures;

    public ConcurrentQueue<LogChange> Packs { get; } = [];

    /// <summary>How often it is still to fail.</summary>
    public int Failures { get => Volatile.Read(ref failures); set => Volatile.Write(ref failures, value); }

    /// <summary>The entries of the largest batch.</summary>
    public int Largest { get; private set; }

    public ImmutableArray<long> Sequences => [.. Packs.SelectMany(pack => Enumerable.Range(0, pack.Entries!.Value.Length).Select(i => pack.First + i))];

    public void Take(IReadOnlyList<LogChange> changes)
    {
        if (Interlocked.Decrement(ref failures) >= 0) throw new InvalidOperationException("as ordered");
        LogChange[] packs = [.. changes.Where(change => change.Type is LogChange.Pack)];
        Largest = Math.Max(Largest, packs.Sum(pack => pack.Entries!.Value.Length));
        foreach (var pack in packs) Packs.Enqueue(pack);
    }
}
