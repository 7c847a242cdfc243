using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Json;
using Dragonfly.Functions.Storage;
using Microsoft.Azure.Cosmos;

namespace Dragonfly.Functions.Audit;

/// <summary>Reads the packs of one timeline.</summary>
internal static class EntryPacks
{
    private const int PacksAtOnce = 100;

    /// <summary>Packs with entries after a sequence, oldest first; no more at once than <paramref name="limit"/> entries may need.</summary>
    public static IAsyncEnumerable<EntryPack> After(this CosmosStore store, TimelineId timeline, long sequence, int limit, CancellationToken cancellation) => store.QueryAsync<EntryPack>(
        "entries", new QueryDefinition("SELECT * FROM c WHERE c.last > @after ORDER BY c.last").WithParameter("@after", sequence), timeline.Value, Math.Min(limit, PacksAtOnce), cancellation);

    /// <summary>Entries of one timeline after a sequence, oldest first.</summary>
    public static async ValueTask<ImmutableArray<ReadOnlyMemory<byte>>> EntriesAfterAsync(this CosmosStore store, TimelineId timeline, long sequence, int limit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var entries = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        if (limit <= 0) return [];
        await foreach (var pack in store.After(timeline, sequence, limit, cancellation))
        {
            foreach (var (place, json) in pack.Read())
            {
                if (place <= sequence) continue;
                entries.Add(json);
                if (entries.Count == limit) return entries.DrainToImmutable();
            }
        }

        return entries.DrainToImmutable();
    }

    /// <summary>An entry as it was before it was stored.</summary>
    public static Entry ToEntry(ReadOnlyMemory<byte> json) => JsonSerializer.Deserialize(json.Span, CoreJson.Default.Entry)!;
}
