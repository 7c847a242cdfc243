using System.Text.Json;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Json;
using Dragonfly.Local.Accesses;

namespace Dragonfly.Local.Storage;

/// <summary>Who accessed whose feeds, and who they are.</summary>
internal static partial class Schema
{
    // The lines of an incident lie together, since they are written together, and so does what is indexed of them while they last: an unlock writes a dozen lines on the
    // path that is measured, and every index in another order costs it a dozen pages more. What lasts is little and can be looked through whole; an unlock that lasts is
    // a live grant: there is no other table of those. In their owners' order lines are indexed when they are over, with all that they are filtered by.
    private const string Accesses = """
        CREATE TABLE access (
            incident  INTEGER NOT NULL,
            id        TEXT    NOT NULL,
            kind      TEXT    NOT NULL,
            partner   TEXT    NOT NULL,
            feed      TEXT    NOT NULL,
            number    TEXT    NOT NULL,
            call_type TEXT,
            actor     TEXT,
            role      TEXT,
            at        INTEGER NOT NULL,
            since     INTEGER,
            until     INTEGER,
            how       TEXT,
            why       TEXT,
            PRIMARY KEY (incident, id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX access_live ON access (incident, feed, partner, kind, at, id) WHERE how IS NULL;
        CREATE INDEX access_over ON access (partner, at, id, feed) WHERE how IS NOT NULL;
        CREATE INDEX access_viewed ON access (at, id) WHERE kind = 'viewed';

        CREATE TABLE person (
            id   TEXT PRIMARY KEY,
            json TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        DROP TABLE live_grant;
        """;

    private static void BringAccesses(SqliteSession session)
    {
        session.Execute(Accesses);
        FillAccesses(session);
    }

    // Versions 1 and 2 had the lines in the entries alone. An incident that unlocked nothing has none.
    private static void FillAccesses(SqliteSession session)
    {
        for (var last = 0L; ;)
        {
            var page = new List<(long Key, Incident Head)>();
            using (var rows = session.Query("SELECT key, head FROM incident WHERE key > $1 ORDER BY key LIMIT 500", last))
                while (rows.Read()) page.Add((rows.GetInt64(0), JsonSerializer.Deserialize(rows.GetString(1), CoreJson.Default.Incident)!));
            if (page is []) return;
            foreach (var (key, head) in page.Where(row => !row.Head.Grants.IsEmpty)) Fill(session, key, Incident.Unreported(head.Agency, head.Number));
            last = page[^1].Key;
        }
    }

    private static void Fill(SqliteSession session, long key, Incident incident)
    {
        var entries = new List<Entry>();
        using (var rows = session.Query("SELECT json FROM entry WHERE timeline = $1 ORDER BY sequence", key))
            while (rows.Read()) entries.Add(JsonSerializer.Deserialize(rows.GetString(0), CoreJson.Default.Entry)!);
        foreach (var entry in entries) AccessRows.Of(incident = incident.Evolve(entry), [entry]).Write(session, key);
    }
}
