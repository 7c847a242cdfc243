using System.Text.Json;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Json;

namespace Dragonfly.Local.Storage;

/// <summary>What people set, what could not be understood, and what incidents are searched by.</summary>
internal static partial class Schema
{
    private const string Settings = """
        CREATE TABLE timeline_entry (
            timeline TEXT    NOT NULL,
            sequence INTEGER NOT NULL,
            json     TEXT    NOT NULL,
            PRIMARY KEY (timeline, sequence)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE rejected (
            id          TEXT    PRIMARY KEY,
            agency      TEXT    NOT NULL,
            received_at INTEGER NOT NULL,
            expires_at  INTEGER NOT NULL,
            json        TEXT    NOT NULL,
            body        BLOB
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX rejected_by_receipt ON rejected (received_at, id);
        CREATE INDEX rejected_by_agency ON rejected (agency, received_at, id);
        CREATE INDEX rejected_by_expiry ON rejected (expires_at);

        CREATE TABLE cad_link (
            agency   TEXT    PRIMARY KEY,
            heard_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        ALTER TABLE incident ADD COLUMN received_at INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE incident ADD COLUMN call_type TEXT;
        ALTER TABLE incident ADD COLUMN latitude REAL;
        ALTER TABLE incident ADD COLUMN longitude REAL;
        """;

    // All that a search goes by is in the index, so that what does not fit is passed over without its row being read.
    private const string SearchIndexes = """
        CREATE INDEX incident_by_receipt ON incident (agency, received_at, id, open, latitude, longitude);
        CREATE INDEX incident_by_call_type ON incident (agency, call_type, received_at, id, open, latitude, longitude);
        """;

    private static void BringSettings(SqliteSession session)
    {
        session.Execute(Settings);
        FillSearchColumns(session);
        session.Execute(SearchIndexes);
    }

    // Version 1 had in the head's JSON alone what incidents are now searched by.
    private static void FillSearchColumns(SqliteSession session)
    {
        for (var last = 0L; ;)
        {
            var page = new List<(long Key, Incident Incident)>();
            using (var rows = session.Query("SELECT key, head FROM incident WHERE key > $1 ORDER BY key LIMIT 500", last))
                while (rows.Read()) page.Add((rows.GetInt64(0), JsonSerializer.Deserialize(rows.GetString(1), CoreJson.Default.Incident)!));
            if (page is []) return;
            foreach (var (key, incident) in page)
            {
                session.Execute(
                    "UPDATE incident SET received_at = $2, call_type = $3, latitude = $4, longitude = $5 WHERE key = $1",
                    key,
                    incident.ReceivedAt.UtcTicks,
                    incident.CallType,
                    incident.Point?.Latitude,
                    incident.Point?.Longitude);
            }

            last = page[^1].Key;
        }
    }
}
