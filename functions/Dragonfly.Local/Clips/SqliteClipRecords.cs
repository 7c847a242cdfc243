using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Json;
using Dragonfly.Local.Audit;
using Dragonfly.Local.Storage;
using Microsoft.Data.Sqlite;

namespace Dragonfly.Local.Clips;

/// <summary>Clips in SQLite.</summary>
public sealed class SqliteClipRecords(SqliteDatabase database) : IClipRecords
{
    private const string Store = "clip";

    /// <inheritdoc/>
    public ValueTask<StoredClip?> ReadAsync(ClipId id, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return database.ReadAsync(Store, session =>
        {
            using var row = session.Query("SELECT head, texts FROM clip WHERE id = $1", id.Value);
            return row.Read() ? ClipIn(row) : null;
        });
    }

    /// <inheritdoc/>
    /// <remarks>Once the write is queued, <paramref name="cancellation"/> is not honored any more.</remarks>
    public Task<bool> TryWriteAsync(ClipWrite write, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        write.ThrowUnlessWhole();
        var clip = write.Stored.Clip;
        var (head, texts) = (JsonSerializer.Serialize(clip, CoreJson.Default.Clip), JsonSerializer.Serialize(write.Stored.Texts, CoreJson.Default.ImmutableDictionaryBulletinIdBulletinText));
        var entries = EntryRows.Of(clip.Id.Timeline, clip.Wish.Agency, write.Entries);
        return database.WriteAsync(Store, session =>
        {
            if ((write.ExpectedVersion > 0 ? Update(session) : entries.Begin(session) is { } made ? Insert(session, made) : null) is not { } key) return false;
            entries.Append(session, key);
            return true;
        });

        long? Update(SqliteSession session) => (long?)session.Scalar(
            "UPDATE clip SET version = $3, due_at = $4, head = $5, texts = $6 WHERE id = $1 AND version = $2 RETURNING key",
            clip.Id.Value,
            write.ExpectedVersion,
            clip.Version,
            write.DueAt?.UtcTicks,
            head,
            texts);

        long? Insert(SqliteSession session, long key)
        {
            session.Execute(
                "INSERT INTO clip (key, id, incident, version, requested_at, due_at, head, texts) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                key,
                clip.Id.Value,
                clip.Wish.Incident.Value,
                clip.Version,
                clip.RequestedAt.UtcTicks,
                write.DueAt?.UtcTicks,
                head,
                texts);
            return key;
        }
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<StoredClip>> ListAsync(IncidentId incident, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return database.ReadAsync(Store, session => Rows(session.Query("SELECT head, texts FROM clip WHERE incident = $1 ORDER BY requested_at, id", incident.Value), ClipIn));
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<ClipId>> ReadDueAsync(DateTimeOffset now, int limit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return database.ReadAsync(
            Store, session => Rows(session.Query("SELECT id FROM clip WHERE due_at <= $1 ORDER BY due_at LIMIT $2", now.UtcTicks, limit), row => new ClipId(row.GetString(0))));
    }

    private static ImmutableArray<T> Rows<T>(SqliteDataReader reader, Func<SqliteDataReader, T> read)
    {
        using var rows = reader;
        var results = ImmutableArray.CreateBuilder<T>();
        while (rows.Read()) results.Add(read(rows));
        return results.DrainToImmutable();
    }

    private static StoredClip ClipIn(SqliteDataReader row) => new(
        JsonSerializer.Deserialize(row.GetString(0), CoreJson.Default.Clip)!,
        JsonSerializer.Deserialize(row.GetString(1), CoreJson.Default.ImmutableDictionaryBulletinIdBulletinText)!);
}
