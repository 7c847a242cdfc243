namespace Dragonfly.Local.Storage;

/// <summary>The log: every timeline there is, and their entries. What an entry says of itself is in its JSON; the columns beside it are for finding it.</summary>
internal static partial class Schema
{
    // An incident's key is its timeline's. A timeline's length and hash are its last entry's to say: there is no head that could disagree with it.
    // The index holds all that the log is filtered by, so that what does not fit is passed over unread; time only grows, so it is written at its end.
    private const string Log = """
        ALTER TABLE entry RENAME TO incident_entry;

        CREATE TABLE timeline (
            key    INTEGER PRIMARY KEY,
            id     TEXT    NOT NULL UNIQUE,
            agency TEXT
        ) STRICT;

        CREATE TABLE entry (
            timeline INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            at       INTEGER NOT NULL,
            actor    TEXT    NOT NULL,
            kind     TEXT    NOT NULL,
            json     TEXT    NOT NULL,
            UNIQUE (timeline, sequence)
        ) STRICT;

        INSERT INTO timeline (key, id, agency) SELECT key, 'incidents/' || id, agency FROM incident;
        INSERT INTO entry
        SELECT incident, sequence, ticks(json ->> '$.at'), json ->> '$.origin.actor', json ->> '$.event."$type"', json FROM incident_entry ORDER BY rowid;

        INSERT INTO timeline (id, agency)
        SELECT DISTINCT timeline, iif(instr(timeline, '/') > 0, substr(timeline, instr(timeline, '/') + 1), NULL) FROM timeline_entry ORDER BY 1;
        INSERT INTO entry
        SELECT key, sequence, ticks(json ->> '$.at'), json ->> '$.origin.actor', json ->> '$.event."$type"', json
        FROM timeline JOIN timeline_entry ON timeline_entry.timeline = timeline.id ORDER BY key, sequence;

        DROP TABLE incident_entry;
        DROP TABLE timeline_entry;
        CREATE INDEX entry_by_time ON entry (at, timeline, sequence, actor, kind);
        """;
}
