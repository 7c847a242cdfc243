using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Json;
using Dragonfly.Core.Registry;
using Dragonfly.Local.Storage;
using Microsoft.Data.Sqlite;

namespace Dragonfly.Local.Incidents;

/// <summary>Incidents in SQLite.</summary>
public sealed class SqliteIncidentStore(SqliteDatabase database) : IIncidentStore
{
    private const string Store = "incident";

    /// <inheritdoc/>
    public ValueTask<StoredIncident?> ReadAsync(IncidentId id, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return database.ReadAsync(Store, session =>
        {
            using var row = session.Query("SELECT head, cad FROM incident WHERE id = $1", id.Value);
            return row.Read() ? HeadIn(row) : null;
        });
    }

    /// <inheritdoc/>
    /// <remarks>Once the write is queued, <paramref name="cancellation"/> is not honored any more.</remarks>
    public Task<bool> TryWriteAsync(IncidentWrite write, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var rows = IncidentRows.Of(write);
        return database.WriteAsync(Store, rows.TryWrite);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Entry>> ReadTimelineAsync(IncidentId id, long afterSequence, int limit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return database.ReadAsync(Store, session => Rows(
            session.Query(
                """
                SELECT json FROM entry
                WHERE timeline = (SELECT key FROM incident WHERE id = $1) AND sequence > $2
                ORDER BY sequence LIMIT $3
                """,
                id.Value,
                afterSequence,
                limit),
            row => JsonSerializer.Deserialize(row.GetString(0), CoreJson.Default.Entry)!));
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<StoredIncident>> QueryAsync(IncidentQuery query, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var (changedAt, id) = StartOf(query);
        return database.ReadAsync(Store, session => Rows(
            session.Query(
                """
                SELECT head, cad, changed_at, id FROM incident WHERE open = 0 AND agency = $1 AND (changed_at, id) > ($2, $3) AND $4
                UNION ALL
                SELECT head, cad, changed_at, id FROM incident WHERE open = 1 AND agency = $1 AND (changed_at, id) > ($2, $3) AND $5
                ORDER BY changed_at, id LIMIT $6
                """,
                query.Agency.Value,
                changedAt,
                id,
                query.Open is not true,
                query.Open is not false,
                query.Limit),
            HeadIn));
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<StoredIncident>> SearchAsync(IncidentSearch search, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var (receivedAt, id) = StartOf(search);
        var (south, north) = search.Near?.Latitudes ?? default;
        return database.ReadAsync(Store, session => Rows(
            session.Query(
                search.CallType is null ? Search("") : Search("AND call_type = $12"),
                search.Agency.Value,
                receivedAt,
                id,
                (search.From ?? DateTimeOffset.MinValue).UtcTicks,
                search.Open,
                search.Near?.RadiusMeters,
                south,
                north,
                search.Near?.At.Latitude,
                search.Near?.At.Longitude,
                search.Limit,
                search.CallType),
            HeadIn));

        // The band of latitudes leaves little to measure; the distance then decides.
        static string Search(string ofType) => $"""
            SELECT head, cad FROM incident
            WHERE agency = $1 AND (received_at, id) < ($2, $3) AND received_at >= $4 AND open = ifnull($5, open) {ofType}
            AND ($6 IS NULL OR (latitude BETWEEN $7 AND $8 AND meters(latitude, longitude, $9, $10) <= $6))
            ORDER BY received_at DESC, id DESC LIMIT $11
            """;
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<IncidentId>> ReadDueAsync(DateTimeOffset now, int limit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return database.ReadAsync(Store, session => Rows(
            session.Query("SELECT id FROM incident WHERE due_at <= $1 ORDER BY due_at LIMIT $2", now.UtcTicks, limit), IdIn));
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<IncidentId>> ReadHoldingAsync(IReadOnlyCollection<FeedId> feeds, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return database.ReadAsync(Store, session => Rows(
            session.Query(
                """
                SELECT id FROM incident WHERE key IN (
                    SELECT incident FROM access INDEXED BY access_live WHERE how IS NULL AND kind = 'unlocked' AND feed IN (SELECT value FROM json_each($1))) ORDER BY key
                """,
                JsonSerializer.Serialize([.. feeds], StoreJson.Default.ImmutableArrayFeedId)),
            IdIn));
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<StoredIncident>> ReadForUnitAsync(AgencyId agency, string unit, int limit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return database.ReadAsync(Store, session => Rows(
            session.Query(
                """
                SELECT head, cad FROM incident_unit JOIN incident ON incident.key = incident_unit.incident
                WHERE unit = $1 AND agency = $2 ORDER BY received_at DESC, id DESC LIMIT $3
                """,
                unit,
                agency.Value,
                limit),
            HeadIn));
    }

    /// <inheritdoc/>
    public ValueTask<IncidentCount> CountAsync(DateTimeOffset dueBefore, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return database.ReadAsync(Store, session => new IncidentCount(
            (int)(long)session.Scalar("SELECT count(*) FROM incident WHERE open = 1")!,
            (int)(long)session.Scalar("SELECT count(*) FROM incident WHERE due_at < $1", dueBefore.UtcTicks)!));
    }

    // No id is less than the empty one, so (t + 1, "") stands right after every change at t.
    private static (long ChangedAt, string Id) StartOf(IncidentQuery query)
    {
        var changedAfter = query.ChangedAfter is { } after ? after.UtcTicks + 1 : 0;
        return query.After is { } cursor && cursor.At.UtcTicks >= changedAfter ? (cursor.At.UtcTicks, cursor.Id.Value) : (changedAfter, "");
    }

    // Likewise (t, "") stands right before everything received at t, which descends from it.
    private static (long ReceivedAt, string Id) StartOf(IncidentSearch search)
    {
        var to = (search.To ?? DateTimeOffset.MaxValue).UtcTicks;
        return search.After is { } cursor && cursor.At.UtcTicks < to ? (cursor.At.UtcTicks, cursor.Id.Value) : (to, "");
    }

    private static ImmutableArray<T> Rows<T>(SqliteDataReader reader, Func<SqliteDataReader, T> read)
    {
        using var rows = reader;
        var results = ImmutableArray.CreateBuilder<T>();
        while (rows.Read()) results.Add(read(rows));
        return results.DrainToImmutable();
    }

    private static IncidentId IdIn(SqliteDataReader row) => new(row.GetString(0));

    private static StoredIncident HeadIn(SqliteDataReader row) => new(
        JsonSerializer.Deserialize(row.GetString(0), CoreJson.Default.Incident)!,
        row.IsDBNull(1) ? null : JsonSerializer.Deserialize(row.GetString(1), CoreJson.Default.CadReport));
}
