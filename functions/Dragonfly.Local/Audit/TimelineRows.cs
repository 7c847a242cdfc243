using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Json;
using Dragonfly.Local.Storage;

namespace Dragonfly.Local.Audit;

/// <summary>New entries of a timeline as rows, made ready on the caller's thread so that the writer has only to store them.</summary>
internal sealed record TimelineRows(TimelineId Timeline, long After, ImmutableArray<string> Entries)
{
    /// <summary>The rows of entries.</summary>
    public static TimelineRows Of(TimelineId timeline, ImmutableArray<Entry> entries) =>
        new(timeline, entries[0].Sequence - 1, [.. entries.Select(entry => JsonSerializer.Serialize(entry, CoreJson.Default.Entry))]);

    /// <summary>Stores them, unless the timeline does not end right before them.</summary>
    public bool TryWrite(SqliteSession session)
    {
        if ((long)session.Scalar("SELECT ifnull(max(sequence), 0) FROM timeline_entry WHERE timeline = $1", Timeline.Value)! != After) return false;
        foreach (var (index, json) in Entries.Index())
            session.Execute("INSERT INTO timeline_entry (timeline, sequence, json) VALUES ($1, $2, $3)", Timeline.Value, After + 1 + index, json);
        return true;
    }
}
