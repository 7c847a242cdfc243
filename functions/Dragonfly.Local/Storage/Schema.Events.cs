namespace Dragonfly.Local.Storage;

internal static partial class Schema
{
    // Where each reader of the log is, by the rowid of the last entry it has read: entries are never deleted and have one writer, so that a later commit has a greater one.
    // Nobody listened to versions 1 to 3: what is in their log is no news.
    private const string Events = """
        CREATE TABLE log_reader (
            name     TEXT    PRIMARY KEY,
            position INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        INSERT INTO log_reader (name, position) SELECT 'events', ifnull(max(rowid), 0) FROM entry;
        """;
}
