namespace Dragonfly.Local.Storage;

/// <summary>Incidents, and the feeds that their owners share.</summary>
internal static partial class Schema
{
    private const string Incidents = """
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
}
