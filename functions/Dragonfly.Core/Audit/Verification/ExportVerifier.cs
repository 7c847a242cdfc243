using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Audit.Verification;

/// <summary>Puts together what the lines of an export say, in their order, and finds what is wrong with the log. Not for two threads at once.</summary>
/// <param name="trusted">The keys that checkpoints must be signed with, whatever the export says; null to believe the export.</param>
public sealed class ExportVerifier(IReadOnlyList<CheckpointKey>? trusted = null)
{
    private readonly FaultList faults = new();
    private SealBook? book;
    private ExportHeader? header;
    private ExportEnd? end;
    private TimelineLines? timeline;
    private ExportTimeline? checkpoints;
    private (long Lines, long Timelines, long Entries) count;

    private SealBook Book => book ??= new(KeysOf, faults);

    /// <summary>Takes the next line.</summary>
    /// <param name="facts">What it says of itself.</param>
    /// <param name="line">The line.</param>
    public void Add(LineFacts facts, ReadOnlySpan<byte> line)
    {
        count.Lines++;
        if (end is not null) faults.Add(FaultCode.Incomplete, null, null, count.Lines, "something follows the last line");
        switch (facts.Kind)
        {
            case LineKind.Header:
                Begin(line);
                break;
            case LineKind.Timeline:
                BeginTimeline(line);
                break;
            case LineKind.Entry:
                AddEntry(facts, line);
                break;
            case LineKind.End:
                EndTimeline();
                end = Parse(line, CoreJson.Default.ExportEnd);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>What it all came to.</summary>
    public LogReport Complete()
    {
        EndTimeline();
        Book.Complete(header);
        if (header is null) faults.Add(FaultCode.Incomplete, null, null, null, "the first line, which says what is exported and lists the keys, is not there");
        if (end is not { End: true }) faults.Add(FaultCode.Incomplete, null, null, null, "the last line is not there: the export was cut short");
        else if (end.Timelines != count.Timelines || end.Entries != count.Entries)
            faults.Add(FaultCode.Incomplete, null, null, count.Lines, $"{end.Timelines} timelines with {end.Entries} entries were exported, and {count.Timelines} with {count.Entries} are there");
        return new(
            faults.Count == 0,
            header?.ExportedAt,
            header?.From,
            header?.To,
            count.Timelines,
            count.Entries,
            Book.Unsealed,
            trusted is null,
            Book.Agencies,
            faults.Count,
            faults.First);
    }

    private void Begin(ReadOnlySpan<byte> line)
    {
        if (count.Lines > 1) faults.Add(FaultCode.Incomplete, null, null, count.Lines, "another export begins here");
        header ??= Parse(line, CoreJson.Default.ExportHeader);
        if (header is { DragonflyLog: not 1 }) faults.Add(FaultCode.Unreadable, null, null, count.Lines, $"the export has format {header.DragonflyLog}, of which nothing is known here");
        foreach (var agency in header is { Agencies.IsDefault: false } ? header.Agencies : []) Book.Expect(agency);
    }

    private void BeginTimeline(ReadOnlySpan<byte> line)
    {
        EndTimeline();
        count.Timelines++;
        if (Parse(line, CoreJson.Default.ExportTimeline) is not { Timeline.Value: not null, Agency: not null } next) return;
        if (next.After != 0 && (next.After < 0 || next.Timeline.Kind != Checkpoints.Kind))
        {
            faults.Add(FaultCode.Missing, next.Timeline.Value, 1, count.Lines, "the first entries were left out, which is for checkpoints only");
            next = next with { After = 0 };
        }

        timeline = new(next, count.Lines);
        checkpoints = next.Timeline.Kind == Checkpoints.Kind ? next : null;
    }

    private void AddEntry(LineFacts facts, ReadOnlySpan<byte> line)
    {
        count.Entries++;
        if (timeline is null)
        {
            faults.Add(FaultCode.Unreadable, null, facts.Sequence == 0 ? null : facts.Sequence, count.Lines, "it belongs to no timeline");
            return;
        }

        timeline.Add(facts, count.Lines);
        if (checkpoints is not null) Book.Add(checkpoints, facts, line, count.Lines);
    }

    private void EndTimeline()
    {
        if (timeline is null) return;
        timeline.Check(faults);
        Book.Check(timeline, header);
        CheckHeader(timeline);
        (timeline, checkpoints) = (null, null);
    }

    // What the first line says bounds what must be there, and nobody signs it: so what is there must not speak against it.
    private void CheckHeader(TimelineLines lines)
    {
        var (first, last, latest) = (0L, 0L, 0L);
        foreach (var (facts, _) in lines.InOrder)
        {
            if (facts.At == 0) continue; // It cannot be read, which is told elsewhere.
            if (first == 0) first = facts.At;
            (last, latest) = (facts.At, Math.Max(latest, facts.At));
        }

        if (first == 0 || header is null) return;
        if (latest - header.ExportedAt.UtcTicks > Checkpoints.Patience.Ticks)
            faults.Add(FaultCode.Incomplete, lines.Id.Value, null, lines.Line, $"the export is said to be of {header.ExportedAt:u}, and this was written to long after that");
        if (lines.Id.Kind != Checkpoints.Kind && (last < header.From?.UtcTicks || first >= header.To?.UtcTicks))
            faults.Add(FaultCode.Incomplete, lines.Id.Value, null, lines.Line, "it is not of the time that the export says it is of");
    }

    private T? Parse<T>(ReadOnlySpan<byte> line, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(line, type);
        }
        catch (JsonException)
        {
            faults.Add(FaultCode.Unreadable, null, null, count.Lines, "the line is not as it was written");
            return null;
        }
    }

    private IEnumerable<CheckpointKey> KeysOf(string keyId) => trusted ?? (header is { Keys.IsDefault: false } ? header.Keys.Where(key => key?.KeyId == keyId) : []);
}
