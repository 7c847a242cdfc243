using System.Collections.Immutable;

namespace Dragonfly.Core.Audit.Verification;

/// <summary>The first line of an export.</summary>
/// <param name="DragonflyLog">The version of the format: 1.</param>
/// <param name="ExportedAt">When it was begun.</param>
/// <param name="From">It holds the timelines, whole, that were written to since then; null for all.</param>
/// <param name="To">And that were begun before; null for all.</param>
/// <param name="Agencies">Of these agencies.</param>
/// <param name="Keys">The public keys of its checkpoints. Trust them only as far as you trust the file.</param>
public sealed record ExportHeader(
    int DragonflyLog, DateTimeOffset ExportedAt, DateTimeOffset? From, DateTimeOffset? To, ImmutableArray<string> Agencies, ImmutableArray<CheckpointKey> Keys);

/// <summary>The line before a timeline's entries.</summary>
/// <param name="Timeline">Which.</param>
/// <param name="Agency">Whose.</param>
/// <param name="After">The entries begin after this one: checkpoints that were made before what is exported are left out.</param>
public sealed record ExportTimeline(TimelineId Timeline, string Agency, long After = 0);

/// <summary>The last line of an export: without it the export was cut short.</summary>
/// <param name="End">True.</param>
/// <param name="Timelines">How many timelines came before.</param>
/// <param name="Entries">How many entries.</param>
public sealed record ExportEnd(bool End, long Timelines, long Entries);
