using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Json;
using Dragonfly.Local.Storage;
using Microsoft.Data.Sqlite;

namespace Dragonfly.Local.Incidents.Cad;

/// <summary>Rejected messages in SQLite.</summary>
public sealed class SqliteRejectedMessages(SqliteDatabase database) : IRejectedMessages
{
    private const string Store = "rejected message";

    /// <inheritdoc/>
    /// <remarks>Once the write is queued, <paramref name="cancellation"/> is not honored any more.</remarks>
    public Task AddAsync(IReadOnlyCollection<KeptMessage> rejected, int mostOfAgency, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var rows = rejected.Select(kept => (kept.Message, Body: kept.Body?.ToArray())).ToArray();
        return database.WriteAsync(Store, session =>
        {
            foreach (var (message, body) in rows) Add(session, message, body);
            foreach (var agency in rows.Select(row => row.Message.Agency).Distinct())
                session.Execute(
                    "DELETE FROM rejected WHERE id IN (SELECT id FROM rejected WHERE agency = $1 ORDER BY received_at DESC, id DESC LIMIT -1 OFFSET $2)",
                    agency.Value,
                    mostOfAgency);
        });
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<RejectedMessage>> ListAsync(Cursor<RejectedId>? after, int limit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return database.ReadAsync(Store, session =>
        {
            var messages = ImmutableArray.CreateBuilder<RejectedMessage>();
            using var rows = session.Query(
                "SELECT json FROM rejected WHERE (received_at, id) < ($1, $2) ORDER BY received_at DESC, id DESC LIMIT $3",
                after?.At.UtcTicks ?? long.MaxValue,
                after?.Id.Value ?? "",
                limit);
            while (rows.Read()) messages.Add(MessageIn(rows));
            return messages.DrainToImmutable();
        });
    }

    /// <inheritdoc/>
    public ValueTask<KeptMessage?> ReadAsync(RejectedId id, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return database.ReadAsync(Store, session =>
        {
            using var row = session.Query("SELECT json, body FROM rejected WHERE id = $1", id.Value);
            return row.Read() ? new KeptMessage(MessageIn(row), row.IsDBNull(1) ? (ReadOnlyMemory<byte>?)null : row.GetFieldValue<byte[]>(1)) : null;
        });
    }

    /// <inheritdoc/>
    /// <remarks>Once the write is queued, <paramref name="cancellation"/> is not honored any more.</remarks>
    public Task RemoveAsync(RejectedId id, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return database.WriteAsync(Store, session => session.Execute("DELETE FROM rejected WHERE id = $1", id.Value));
    }

    /// <inheritdoc/>
    /// <remarks>Once the write is queued, <paramref name="cancellation"/> is not honored any more.</remarks>
    public Task<int> RemoveExpiredAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return database.WriteAsync(Store, session => session.Execute("DELETE FROM rejected WHERE expires_at <= $1", now.UtcTicks));
    }

    private static void Add(SqliteSession session, RejectedMessage message, byte[]? body)
    {
        var before = session.Scalar("SELECT json FROM rejected WHERE id = $1", message.Id.Value) is string json ? Parse(json) : null;
        session.Execute(
            "INSERT OR REPLACE INTO rejected (id, agency, received_at, expires_at, json, body) VALUES ($1, $2, $3, $4, $5, $6)",
            message.Id.Value,
            message.Agency.Value,
            message.ReceivedAt.UtcTicks,
            message.ExpiresAt.UtcTicks,
            JsonSerializer.Serialize(message.After(before), CoreJson.Default.RejectedMessage),
            body);
    }

    private static RejectedMessage MessageIn(SqliteDataReader row) => Parse(row.GetString(0));

    private static RejectedMessage Parse(string json) => JsonSerializer.Deserialize(json, CoreJson.Default.RejectedMessage)!;
}
