namespace Dragonfly.Local.Storage;

internal static partial class Schema
{
    // Feeds of versions 1 and 2 had no partner that anything was known of: they wait for Registry.Forebears to take them up.
    private const string Registry = """
        ALTER TABLE feed RENAME TO feed_before_partners;

        CREATE TABLE partner (
            key      INTEGER PRIMARY KEY,
            id       TEXT    NOT NULL UNIQUE,
            sequence INTEGER NOT NULL,
            status   TEXT    NOT NULL,
            ended_at INTEGER,
            head     TEXT    NOT NULL,
            profile  TEXT
        ) STRICT;
        CREATE INDEX partner_by_status ON partner (status, id);
        CREATE INDEX partner_by_end ON partner (ended_at, id) WHERE ended_at IS NOT NULL;

        CREATE TABLE partner_user (
            user    TEXT NOT NULL,
            partner TEXT NOT NULL,
            PRIMARY KEY (user, partner)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX partner_user_by_partner ON partner_user (partner);

        CREATE TABLE partner_installer (
            installer TEXT NOT NULL,
            partner   TEXT NOT NULL,
            PRIMARY KEY (installer, partner)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX partner_installer_by_partner ON partner_installer (partner);

        CREATE TABLE feed (
            id              TEXT    PRIMARY KEY,
            partner         TEXT    NOT NULL,
            site            TEXT    NOT NULL,
            name            TEXT,
            reference       TEXT,
            latitude        REAL    NOT NULL,
            longitude       REAL    NOT NULL,
            azimuth         REAL,
            width           REAL,
            range           REAL,
            placement       INTEGER NOT NULL,
            video_reference TEXT,
            analytics       TEXT,
            sharing         TEXT    NOT NULL,
            withdrawn       INTEGER NOT NULL,
            version         INTEGER NOT NULL,
            consent_version INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX feed_by_partner ON feed (partner, id);
        CREATE INDEX feed_by_reference ON feed (partner, reference) WHERE reference IS NOT NULL;
        """;
}
