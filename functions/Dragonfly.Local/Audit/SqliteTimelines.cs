using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Json;
using Dragonfly.Local.Storage;

namespace Dragonfly.Local.Audit;

/// <summary>Timelines in SQLite.</summary>
public sealed class SqliteTimelines(SqliteDatabase database) : ITimelines
{
    private const string Store = "timeline";

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Entry>> ReadAsync(TimelineId timeline, long afterSequence, int limit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return database.ReadAsync(Store, session =>
        {
            using var rows = session.Query(
                "SELECT json FROM entry WHERE timeline = (SELECT key FROM timeline WHERE id = $1) AND sequence > $2 ORDER BY sequence LIMIT $3",
                timeline.Value,
                afterSequence,
                limit);
            var entries = ImmutableArray.CreateBuilder<Entry>();
            while (rows.Read()) entries.Add(JsonSerializer.Deserialize(rows.GetString(0), CoreJson.Default.Entry)!);
            return entries.DrainToImmutable();
        });
    }

    /// <inheritdoc/>
    /// <remarks>Once the write is queued, <paramref name="cancellation"/> is not honored any more.</remarks>
    public Task<bool> TryAppendAsync(TimelineId timeline, ImmutableArray<Entry> entries, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return database.WriteAsync(Store, EntryRows.Of(timeline, timeline.Agency, entries).TryAppend);
    }
}
