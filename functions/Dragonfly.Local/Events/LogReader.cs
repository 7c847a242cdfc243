using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Functions.Events;
using Dragonfly.Local.Storage;

namespace Dragonfly.Local.Events;

/// <summary>Reads the log as it was written, entries of one write packed together as the deployed store packs them, and remembers where it is. For one thread at a time.</summary>
internal sealed class LogReader(SqliteDatabase database)
{
    private const string Store = "log";
    private const string Name = "events";
    private const int MostEntries = 500;

    private long? position;

    /// <summary>Where it is, is on disk.</summary>
    public bool IsKept { get; private set; } = true;

    /// <summary>Passes over all that is in the log, for what was put there to begin with is no news.</summary>
    public static Task SkipAsync(SqliteDatabase database) =>
        database.WriteAsync(Store, session => { session.Execute("UPDATE log_reader SET position = (SELECT ifnull(max(rowid), 0) FROM entry) WHERE name = $1", Name); });

    /// <summary>What comes next, as JSON; null when there is nothing.</summary>
    /// <exception cref="Core.Incidents.StoreUnavailableException">The disk or the database failed.</exception>
    public async ValueTask<LogPage?> ReadAsync()
    {
        var from = position ??= await database.ReadAsync(Store, session => (long)session.Scalar("SELECT position FROM log_reader WHERE name = $1", Name)!);
        return await database.ReadAsync(Store, session => Read(session, from));
    }

    /// <summary>What ends there was taken.</summary>
    public void MoveTo(long end) => (position, IsKept) = (end, false);

    /// <summary>Writes down where it is.</summary>
    /// <exception cref="Core.Incidents.StoreUnavailableException">The disk or the database failed.</exception>
    public async Task KeepAsync()
    {
        if (IsKept) return;
        await database.WriteAsync(Store, session => { session.Execute("UPDATE log_reader SET position = $2 WHERE name = $1", Name, position); });
        IsKept = true;
    }

    private static LogPage? Read(SqliteSession session, long from)
    {
        using var rows = session.Query(
            """
            SELECT entry.rowid, timeline.id, timeline.agency, entry.sequence, entry.at, entry.json FROM entry JOIN timeline ON timeline.key = entry.timeline
            WHERE entry.rowid > $1 ORDER BY entry.rowid LIMIT $2
            """,
            from,
            MostEntries);
        var packs = ImmutableArray.CreateBuilder<LogChange>();
        var (end, last, entries) = (from, default(Place), ImmutableArray.CreateBuilder<string>());
        while (rows.Read())
        {
            end = rows.GetInt64(0);
            var place = new Place(rows.GetString(1), rows.IsDBNull(2) ? null : rows.GetString(2), rows.GetInt64(3), rows.GetInt64(4));
            if (!place.Follows(last, entries.Count)) Close();
            if (entries.Count == 0) last = place;
            entries.Add(rows.GetString(5));
        }

        Close();
        return end == from ? null : new(JsonSerializer.Serialize(packs.DrainToImmutable(), StoreJson.Default.ImmutableArrayLogChange), end);

        void Close()
        {
            if (entries.Count > 0) packs.Add(new($"{last.Sequence:D20}", LogChange.Pack, last.Timeline, last.Sequence, last.Agency, entries.DrainToImmutable()));
        }
    }

    private readonly record struct Place(string Timeline, string? Agency, long Sequence, long At)
    {
        public bool Follows(Place first, int count) => count > 0 && Timeline == first.Timeline && At == first.At && Sequence == first.Sequence + count;
    }
}

/// <summary>Some of the log.</summary>
/// <param name="Changes">A JSON array of <see cref="LogChange"/>.</param>
/// <param name="End">Where it ends.</param>
internal sealed record LogPage(string Changes, long End);
