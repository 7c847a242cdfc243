namespace Dragonfly.Local.Storage;

/// <summary>What is on record of clips.</summary>
internal static partial class Schema
{
    // A clip's key is its timeline's.
    private const string Clips = """
        CREATE TABLE clip (
            key          INTEGER PRIMARY KEY,
            id           TEXT    NOT NULL UNIQUE,
            incident     TEXT    NOT NULL,
            version      INTEGER NOT NULL,
            requested_at INTEGER NOT NULL,
            due_at       INTEGER,
            head         TEXT    NOT NULL,
            texts        TEXT    NOT NULL
        ) STRICT;
        CREATE INDEX clip_by_incident ON clip (incident, requested_at, id);
        CREATE INDEX clip_by_due ON clip (due_at) WHERE due_at IS NOT NULL;
        """;
}
