using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Local.Storage;
using Microsoft.Data.Sqlite;

namespace Dragonfly.Local.Audit;

/// <summary>The whole log in SQLite.</summary>
public sealed class SqliteAuditArchive(SqliteDatabase database) : IAuditArchive
{
    private const string Store = "log";

    // The last entry of a timeline, whatever it says of itself: only its place is the table's.
    private const string Head = """
        SELECT timeline.agency, timeline.id, entry.sequence, entry.at, entry.json FROM timeline
        JOIN entry ON entry.timeline = timeline.key AND entry.sequence = (SELECT max(sequence) FROM entry WHERE timeline = timeline.key)
        """;

    /// <inheritdoc/>
    public ValueTask<TimelineHead?> ReadHeadAsync(TimelineId timeline, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return database.ReadAsync(Store, session =>
        {
            using var rows = session.Query($"{Head} WHERE timeline.id = $1", timeline.Value);
            return rows.Read() ? HeadIn(rows) : null;
        });
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<TimelineHead>> ReadChangedAsync(DateTimeOffset since, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return database.ReadAsync(Store, session => Rows(session.Query($"{Head} WHERE timeline.key IN (SELECT timeline FROM entry WHERE at >= $1)", since.UtcTicks), HeadIn));
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<TimelineHead>> ListAsync(TimelineQuery query, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return database.ReadAsync(Store, session => Rows(
            session.Query(
                $"""
                {Head} WHERE timeline.id > $1 AND (timeline.agency = $2 OR timeline.agency IS NULL) AND entry.at >= $3
                AND (SELECT at FROM entry WHERE timeline = timeline.key ORDER BY sequence LIMIT 1) < $4
                ORDER BY timeline.id LIMIT $5
                """,
                query.After?.Value ?? "",
                query.Agency.Value,
                query.From?.UtcTicks ?? 0,
                query.To?.UtcTicks ?? long.MaxValue,
                query.Limit),
            HeadIn));
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<ReadOnlyMemory<byte>>> ReadAsync(TimelineId timeline, long afterSequence, int limit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return database.ReadAsync(Store, session => Rows(
            session.Query(
                "SELECT json FROM entry WHERE timeline = (SELECT key FROM timeline WHERE id = $1) AND sequence > $2 ORDER BY sequence LIMIT $3",
                timeline.Value,
                afterSequence,
                limit),
            static row => (ReadOnlyMemory<byte>)row.GetFieldValue<byte[]>(0)));
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<FoundEntry>> QueryAsync(EntryQuery query, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var (at, timeline, sequence) = query.After is { } cursor && !(cursor.At >= query.To) ? (cursor.At.UtcTicks, cursor.Timeline.Value, cursor.Sequence) : (query.To?.UtcTicks ?? long.MaxValue, "", 0);
        return database.ReadAsync(Store, session => Rows(
            session.Query(
                query.Timeline is null ? OfAll : OfOne,
                query.Agency.Value,
                at,
                timeline,
                sequence,
                query.From?.UtcTicks ?? 0,
                query.Actor,
                query.Kind,
                query.Limit,
                query.Timeline?.Value),
            static row => new FoundEntry(AgencyIn(row), new(row.GetString(1)), row.GetInt64(2), TimeIn(row), row.GetFieldValue<byte[]>(4))));
    }

    // (t, 0, 0) stands right before everything of the moment t, which is what follows it in the order: no timeline has the key 0.
    private const string OfAll = """
        SELECT timeline.agency, timeline.id, entry.sequence, entry.at, entry.json FROM entry INDEXED BY entry_by_time CROSS JOIN timeline ON timeline.key = entry.timeline
        WHERE (entry.at, entry.timeline, entry.sequence) < ($2, ifnull((SELECT key FROM timeline WHERE id = $3), 0), $4) AND entry.at >= $5
        AND entry.actor = ifnull($6, entry.actor) AND entry.kind = ifnull($7, entry.kind) AND (timeline.agency = $1 OR timeline.agency IS NULL)
        ORDER BY entry.at DESC, entry.timeline DESC, entry.sequence DESC LIMIT $8
        """;

    // Within a timeline later entries are never dated before earlier ones.
    private const string OfOne = """
        SELECT timeline.agency, timeline.id, entry.sequence, entry.at, entry.json FROM timeline CROSS JOIN entry ON entry.timeline = timeline.key
        WHERE timeline.id = $9 AND (timeline.agency = $1 OR timeline.agency IS NULL)
        AND (entry.at, entry.sequence) < ($2, iif($3 = timeline.id, $4, 0)) AND entry.at >= $5
        AND entry.actor = ifnull($6, entry.actor) AND entry.kind = ifnull($7, entry.kind)
        ORDER BY entry.sequence DESC LIMIT $8
        """;

    private static TimelineHead HeadIn(SqliteDataReader row) => new(AgencyIn(row), new(row.GetString(1)), row.GetInt64(2), EntryFacts.In(row.GetFieldValue<byte[]>(4)).Hash ?? "", TimeIn(row));

    private static AgencyId? AgencyIn(SqliteDataReader row) => row.IsDBNull(0) ? null : new(row.GetString(0));

    private static DateTimeOffset TimeIn(SqliteDataReader row) => new(row.GetInt64(3), TimeSpan.Zero);

    private static ImmutableArray<T> Rows<T>(SqliteDataReader reader, Func<SqliteDataReader, T> read)
    {
        using var rows = reader;
        var results = ImmutableArray.CreateBuilder<T>();
        while (rows.Read()) results.Add(read(rows));
        return results.DrainToImmutable();
    }
}
