using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Json;
using Dragonfly.Local.Storage;

namespace Dragonfly.Local.Audit;

/// <summary>Entries of one timeline as rows of the log, made ready on the caller's thread so that the writer has only to store them.</summary>
internal sealed class EntryRows
{
    private readonly TimelineId timeline;
    private readonly AgencyId? agency;
    private readonly ImmutableArray<(Entry Entry, string Kind, string Json)> rows;

    private EntryRows(TimelineId timeline, AgencyId? agency, ImmutableArray<(Entry Entry, string Kind, string Json)> rows) =>
        (this.timeline, this.agency, this.rows) = (timeline, agency, rows);

    /// <summary>The rows of entries that follow one another; not empty.</summary>
    /// <param name="timeline">Whose.</param>
    /// <param name="agency">The agency that the timeline belongs to; null when it is the program's.</param>
    /// <param name="entries">The entries.</param>
    public static EntryRows Of(TimelineId timeline, AgencyId? agency, ImmutableArray<Entry> entries) =>
        new(timeline, agency, [.. entries.Select(entry => (entry, EventKind.Of(entry.Event), JsonSerializer.Serialize(entry, CoreJson.Default.Entry)))]);

    /// <summary>Makes the timeline.</summary>
    /// <returns>Its key, for <see cref="Append"/>; null when there is one already.</returns>
    public long? Begin(SqliteSession session) =>
        (long?)session.Scalar("INSERT INTO timeline (id, agency) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING RETURNING key", timeline.Value, agency?.Value);

    /// <summary>Appends to the timeline that has a key. That they follow its last entry is the caller's to know; a sequence that is taken fails the write.</summary>
    public void Append(SqliteSession session, long key)
    {
        foreach (var (entry, kind, json) in rows)
            session.Execute(
                "INSERT INTO entry (timeline, sequence, at, actor, kind, json) VALUES ($1, $2, $3, $4, $5, $6)",
                key,
                entry.Sequence,
                entry.At.UtcTicks,
                entry.Origin.Actor,
                kind,
                json);
    }

    /// <summary>Appends, unless the timeline does not end right before the first of them.</summary>
    public bool TryAppend(SqliteSession session)
    {
        var first = rows[0].Entry.Sequence;
        var key = first == 1
            ? Begin(session)
            : (long?)session.Scalar("SELECT key FROM timeline WHERE id = $1 AND (SELECT max(sequence) FROM entry WHERE timeline = key) = $2", timeline.Value, first - 1);
        if (key is not { } found) return false;
        Append(session, found);
        return true;
    }
}
