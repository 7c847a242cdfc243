using System.Text.Json;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Json;

namespace Dragonfly.Local.Storage;

/// <summary>The tables, versioned by <c>PRAGMA user_version</c>. Times are UTC ticks of 100 ns since the year 1.</summary>
internal static partial class Schema
{
    private const long Version = 3;

    private const string Tables = """
        CREATE TABLE incident (
            key        INTEGER PRIMARY KEY,
            id         TEXT    NOT NULL UNIQUE,
            agency     TEXT    NOT NULL,
            version    INTEGER NOT NULL,
            open       INTEGER NOT NULL,
            changed_at INTEGER NOT NULL,
            due_at     INTEGER,
            head       TEXT    NOT NULL,
            cad        TEXT
        ) STRICT;
        CREATE INDEX incident_by_change ON incident (open, agency, changed_at, id);
        CREATE INDEX incident_by_due ON incident (due_at) WHERE due_at IS NOT NULL;

        CREATE TABLE entry (
            incident INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            json     TEXT    NOT NULL,
            UNIQUE (incident, sequence)
        ) STRICT;

        CREATE TABLE live_grant (
            incident INTEGER NOT NULL,
            feed     TEXT    NOT NULL,
            PRIMARY KEY (incident, feed)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX live_grant_by_feed ON live_grant (feed);

        CREATE TABLE feed (
            id              TEXT    PRIMARY KEY,
            partner         TEXT    NOT NULL,
            name            TEXT    NOT NULL,
            latitude        REAL    NOT NULL,
            longitude       REAL    NOT NULL,
            time_zone       TEXT    NOT NULL,
            azimuth         REAL,
            width           REAL,
            range           REAL,
            consent_version INTEGER NOT NULL,
            consent_active  INTEGER NOT NULL,
            sharing         TEXT    NOT NULL
        ) STRICT, WITHOUT ROWID;
        """;

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

    /// <summary>Makes the tables that a database does not have yet.</summary>
    /// <exception cref="DataFolderException">The database is of a newer version than this program.</exception>
    public static void Bring(SqliteSession session, string path)
    {
        var found = (long)session.Scalar("PRAGMA user_version")!;
        if (found > Version)
            throw new DataFolderException($"The database {path} has version {found}, and this program knows {Version} at most. Use a newer program or another folder.");
        if (found == Version) return;
        session.Execute("BEGIN IMMEDIATE");
        if (found < 1) session.Execute(Tables);
        if (found < 2)
        {
            session.Execute(Settings);
            FillSearchColumns(session);
            session.Execute(SearchIndexes);
        }

        session.Execute(Registry);
        session.Execute($"PRAGMA user_version = {Version}; COMMIT;");
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
