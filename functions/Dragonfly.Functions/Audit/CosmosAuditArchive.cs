using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Functions.Storage;
using Microsoft.Azure.Cosmos;

namespace Dragonfly.Functions.Audit;

/// <summary>The whole log in Cosmos DB. Where a timeline ends is for its packs to say, and never for its head.</summary>
public sealed class CosmosAuditArchive(CosmosDatabase database) : IAuditArchive
{
    private const int PacksAtOnce = 200;
    private const int HeadsAtOnce = 16;

    private readonly CosmosStore store = database.Open(CosmosContainers.Log, "log");

    /// <inheritdoc/>
    public async ValueTask<TimelineHead?> ReadHeadAsync(TimelineId timeline, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var query = new QueryDefinition("SELECT TOP 1 * FROM c WHERE c.last > 0 ORDER BY c.last DESC");
        return await store.ListAsync<EntryPack>("end", query, timeline.Value, cancellation) is [var pack] ? pack.ToHead() : null;
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<TimelineHead>> ReadChangedAsync(DateTimeOffset since, CancellationToken cancellation)
    {
        // Times do not go back within a timeline: the last pack of each that has any is among these.
        var query = new QueryDefinition("SELECT * FROM c WHERE c[\"order\"] >= @since").WithParameter("@since", SortableTime.Of(since));
        var last = new Dictionary<string, EntryPack>(StringComparer.Ordinal);
        await foreach (var pack in store.QueryAsync<EntryPack>("changed", query, null, PacksAtOnce, cancellation))
            if (!last.TryGetValue(pack.Timeline, out var known) || known.First < pack.First) last[pack.Timeline] = pack;
        return [.. last.Values.Select(pack => pack.ToHead())];
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<TimelineHead>> ListAsync(TimelineQuery query, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        AgencyId?[] owners = query.Agency.Value == TimelineId.Program ? [null] : [query.Agency, null];
        var listed = await Task.WhenAll(owners.Select(owner => ListAsync(owner, query, cancellation)));
        return [.. listed.SelectMany(heads => heads).OrderBy(head => head.Timeline.Value, StringComparer.Ordinal).Take(query.Limit)];
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<ReadOnlyMemory<byte>>> ReadAsync(TimelineId timeline, long afterSequence, int limit, CancellationToken cancellation) =>
        store.EntriesAfterAsync(timeline, afterSequence, limit, cancellation);

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<FoundEntry>> QueryAsync(EntryQuery query, CancellationToken cancellation)
    {
        var found = ImmutableArray.CreateBuilder<FoundEntry>();
        await foreach (var pack in store.QueryAsync<EntryPack>("find", PacksOf(query), query.Timeline?.Value, Math.Min(query.Limit, PacksAtOnce), cancellation))
        {
            foreach (var entry in EntriesIn(pack, query))
            {
                if (found.Count == query.Limit) return found.DrainToImmutable();
                found.Add(entry);
            }
        }

        return found.DrainToImmutable();
    }

    // A list of heads, each then looked for where its entries are. The heads' own time leaves out most that are not asked for, the entries' time decides.
    private async Task<IEnumerable<TimelineHead>> ListAsync(AgencyId? owner, TimelineQuery query, CancellationToken cancellation)
    {
        var (start, end) = (TimelineItem.ListedAs(owner, query.After ?? new("")), $"{Checkpoints.NameOf(owner)}|{SortableTime.End}");
        var definition = new QueryDefinition("SELECT VALUE c.timeline FROM c WHERE c.listed > @start AND c.listed < @end AND c.startedAt < @to AND c.changedAt >= @from ORDER BY c.listed")
            .WithParameter("@start", start)
            .WithParameter("@end", end)
            .WithParameter("@from", SortableTime.Of(query.From ?? DateTimeOffset.MinValue))
            .WithParameter("@to", query.To is { } to ? SortableTime.Of(to) : SortableTime.End);
        var heads = new List<TimelineHead>();
        var asked = new List<Task<TimelineHead?>>();
        await foreach (var timeline in store.QueryAsync<string>("list", definition, null, Math.Min(query.Limit, PacksAtOnce), cancellation))
        {
            asked.Add(ReadHeadAsync(new(timeline), cancellation).AsTask());
            if (asked.Count < Math.Min(HeadsAtOnce, query.Limit - heads.Count)) continue;
            await TakeAsync();
            if (heads.Count >= query.Limit) break;
        }

        await TakeAsync();
        return heads;

        async Task TakeAsync()
        {
            heads.AddRange((await Task.WhenAll(asked)).OfType<TimelineHead>().Where(head => head.Agency == owner && !(head.ChangedAt < query.From)));
            asked.Clear();
        }
    }

    private static QueryDefinition PacksOf(EntryQuery query)
    {
        // A pack stands where its first entry does, which is not after the entry where the page before ended.
        var before = query.After is { } cursor && !(cursor.At >= query.To) ? EntryPack.OrderOf(cursor.At, cursor.Timeline, cursor.Sequence) : query.To is { } to ? SortableTime.Of(to) : SortableTime.End;
        var text = """SELECT * FROM c WHERE c["order"] <= @before AND c["order"] >= @from AND (c.agency = @agency OR c.agency = null)""";
        if (query.Actor is not null) text += " AND ARRAY_CONTAINS(c.actors, @actor)";
        if (query.Kind is not null) text += " AND ARRAY_CONTAINS(c.kinds, @kind)";
        var definition = new QueryDefinition($"""{text} ORDER BY c["order"] DESC""")
            .WithParameter("@before", before)
            .WithParameter("@from", SortableTime.Of(query.From ?? DateTimeOffset.MinValue))
            .WithParameter("@agency", query.Agency.Value);
        if (query.Actor is { } actor) definition.WithParameter("@actor", actor);
        if (query.Kind is { } kind) definition.WithParameter("@kind", kind);
        return definition;
    }

    private static IEnumerable<FoundEntry> EntriesIn(EntryPack pack, EntryQuery query)
    {
        var at = SortableTime.Parse(pack.At);
        var isCursors = query.After is { } cursor && cursor.Timeline.Value == pack.Timeline && cursor.At == at;
        var isAlike = (query.Actor is null || pack.Actors is [_]) && (query.Kind is null || pack.Kinds is [_]);
        foreach (var (sequence, json) in pack.Read().Reverse())
        {
            if (isCursors && sequence >= query.After!.Sequence) continue;
            if (isAlike || Fits(EntryFacts.In(json))) yield return new(pack.Agency is { } agency ? new(agency) : null, new(pack.Timeline), sequence, at, json);
        }

        bool Fits(EntryFacts facts) => (query.Actor is null || facts.Actor == query.Actor) && (query.Kind is null || facts.Kind == query.Kind);
    }
}
