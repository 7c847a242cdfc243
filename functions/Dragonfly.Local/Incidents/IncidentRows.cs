using System.Text.Json;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Json;
using Dragonfly.Local.Accesses;
using Dragonfly.Local.Audit;
using Dragonfly.Local.Storage;

namespace Dragonfly.Local.Incidents;

/// <summary>A write as rows, made ready on the caller's thread so that the writer has only to store them.</summary>
internal sealed record IncidentRows(
    string Id,
    string Agency,
    long ExpectedVersion,
    long Version,
    bool Open,
    long ReceivedAt,
    string? CallType,
    double? Latitude,
    double? Longitude,
    long ChangedAt,
    long? DueAt,
    string Head,
    string? Cad,
    EntryRows Entries,
    AccessRows Accesses,
    string? Units)
{
    /// <summary>The rows of a write.</summary>
    /// <exception cref="ArgumentException">Its entries are not the ones that lead from the expected version to the head's.</exception>
    public static IncidentRows Of(IncidentWrite write)
    {
        var (incident, entries) = (write.Incident, write.Entries);
        write.ThrowUnlessWhole();
        return new(
            incident.Id.Value,
            incident.Agency.Value,
            write.ExpectedVersion,
            incident.Version,
            incident.IsOpen,
            incident.ReceivedAt.UtcTicks,
            incident.CallType,
            incident.Point?.Latitude,
            incident.Point?.Longitude,
            incident.ChangedAt.UtcTicks,
            write.DueAt?.UtcTicks,
            JsonSerializer.Serialize(incident, CoreJson.Default.Incident),
            write.Cad is { } cad ? JsonSerializer.Serialize(cad, CoreJson.Default.CadReport) : null,
            EntryRows.Of(incident.Id.Timeline, incident.Agency, entries),
            AccessRows.Of(incident, entries),
            incident.Bulletins.IsEmpty ? null : JsonSerializer.Serialize([.. incident.AddressedUnits], StoreJson.Default.ImmutableArrayString));
    }

    /// <summary>Stores them, unless the stored head is not at the expected version.</summary>
    public bool TryWrite(SqliteSession session)
    {
        if (KeyAfterHead(session) is not { } key) return false;
        Entries.Append(session, key);
        Accesses.Write(session, key);
        if (Units is not null) WriteUnits(session, key);
        return true;
    }

    private void WriteUnits(SqliteSession session, long key)
    {
        session.Execute("DELETE FROM incident_unit WHERE incident = $1 AND unit NOT IN (SELECT value FROM json_each($2))", key, Units);
        session.Execute("INSERT OR IGNORE INTO incident_unit (unit, incident) SELECT value, $1 FROM json_each($2)", key, Units);
    }

    private long? KeyAfterHead(SqliteSession session) => ExpectedVersion > 0 ? Update(session) : Entries.Begin(session) is { } key ? Insert(session, key) : null;

    // The key is the timeline's.
    private long Insert(SqliteSession session, long key)
    {
        session.Execute(
            """
            INSERT INTO incident (key, id, agency, version, open, received_at, call_type, latitude, longitude, changed_at, due_at, head, cad)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            """,
            key,
            Id,
            Agency,
            Version,
            Open,
            ReceivedAt,
            CallType,
            Latitude,
            Longitude,
            ChangedAt,
            DueAt,
            Head,
            Cad);
        return key;
    }

    private long? Update(SqliteSession session) => (long?)session.Scalar(
        """
        UPDATE incident SET version = $3, open = $4, call_type = $5, latitude = $6, longitude = $7, changed_at = $8, due_at = $9, head = $10, cad = $11
        WHERE id = $1 AND version = $2 RETURNING key
        """,
        Id,
        ExpectedVersion,
        Version,
        Open,
        CallType,
        Latitude,
        Longitude,
        ChangedAt,
        DueAt,
        Head,
        Cad);
}
