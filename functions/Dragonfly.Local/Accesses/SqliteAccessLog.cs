using System.Collections.Immutable;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Json;
using Dragonfly.Local.Storage;
using Microsoft.Data.Sqlite;

namespace Dragonfly.Local.Accesses;

/// <summary>The access log in SQLite; <see cref="Incidents.SqliteIncidentStore"/> writes it.</summary>
public sealed class SqliteAccessLog(SqliteDatabase database) : IAccessLog
{
    private const string Store = "access";

    private const string Columns = "access.id, kind, partner, feed, incident.agency, incident.id, number, access.call_type, actor, role, at, since, until, how, why";

    private const string Asked = "partner = $1 AND (at, access.id) < ($2, $3) AND at >= $4 AND feed = ifnull($5, feed)";

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<AccessRecord>> ReadAsync(AccessQuery query, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var (at, id) = StartOf(query);
        var from = (query.From ?? DateTimeOffset.MinValue).UtcTicks;
        return database.ReadAsync(Store, session =>
        {
            // What lasts first: a line that ends between the two readings is in both, and not in neither.
            var live = Lines(session.Query(
                $"SELECT {Columns} FROM access INDEXED BY access_live JOIN incident ON key = access.incident WHERE how IS NULL AND {Asked}",
                query.Partner.Value,
                at,
                id,
                from,
                query.Feed?.Value));
            var over = Lines(session.Query(
                $"""
                SELECT {Columns} FROM access INDEXED BY access_over JOIN incident ON key = access.incident WHERE how IS NOT NULL AND {Asked}
                ORDER BY at DESC, access.id DESC LIMIT $6
                """,
                query.Partner.Value,
                at,
                id,
                from,
                query.Feed?.Value,
                query.Limit));
            return live.IsEmpty ? over : [.. Merge(over, live).Take(query.Limit)];
        });
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<AccessRecord>> ReadViewsAsync(DateTimeOffset from, Cursor<AccessId>? after, int limit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var (at, id) = after is { } cursor && cursor.At >= from ? (cursor.At, cursor.Id.Value) : (from, "");
        return database.ReadAsync(Store, session => Lines(session.Query(
            $"SELECT {Columns} FROM access JOIN incident ON key = access.incident WHERE kind = 'viewed' AND (at, access.id) > ($1, $2) ORDER BY at, access.id LIMIT $3", at.UtcTicks, id, limit)));
    }

    // No id is less than the empty one, so (t, "") stands right before everything at t, which descends from it.
    private static (long At, string Id) StartOf(AccessQuery query)
    {
        var to = (query.To ?? DateTimeOffset.MaxValue).UtcTicks;
        return query.After is { } cursor && cursor.At.UtcTicks < to ? (cursor.At.UtcTicks, cursor.Id.Value) : (to, "");
    }

    private static IEnumerable<AccessRecord> Merge(IEnumerable<AccessRecord> over, IEnumerable<AccessRecord> live) =>
        over.Concat(live).DistinctBy(line => line.Id).OrderByDescending(line => line.At).ThenByDescending(line => line.Id.Value, StringComparer.Ordinal);

    private static ImmutableArray<AccessRecord> Lines(SqliteDataReader reader)
    {
        using var rows = reader;
        var lines = ImmutableArray.CreateBuilder<AccessRecord>();
        while (rows.Read()) lines.Add(LineIn(rows));
        return lines.DrainToImmutable();
    }

    private static AccessRecord LineIn(SqliteDataReader row) => new()
    {
        Id = new(row.GetString(0)),
        Kind = FieldReader.MemberOf<AccessKind>(row.GetString(1))!.Value,
        Partner = new(row.GetString(2)),
        Feed = new(row.GetString(3)),
        Agency = new(row.GetString(4)),
        Incident = new(row.GetString(5)),
        Number = row.GetString(6),
        CallType = TextIn(row, 7),
        Actor = TextIn(row, 8),
        Role = TextIn(row, 9),
        At = new(row.GetInt64(10), TimeSpan.Zero),
        From = TimeIn(row, 11),
        Until = TimeIn(row, 12),
        How = TextIn(row, 13),
        Why = TextIn(row, 14),
    };

    private static string? TextIn(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset? TimeIn(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : new(row.GetInt64(column), TimeSpan.Zero);
}
