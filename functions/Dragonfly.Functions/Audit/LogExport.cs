using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Audit.Verification;
using Dragonfly.Core.Json;

namespace Dragonfly.Functions.Audit;

/// <summary>
/// The log of an agency and of the program as lines of JSON: a header with the public keys, the checkpoints, then each timeline and its entries as they are stored, and a
/// last line. It is what <c>dragonfly-audit</c> reads.
/// </summary>
public sealed class LogExport(IAuditArchive archive, ICheckpointSigner signer, TimeProvider clock)
{
    private const int TimelinesAtOnce = 500;
    private const int EntriesAtOnce = 200;

    // The day that holds the end of what is exported is closed a day later at most, and a little.
    private static readonly TimeSpan ToTheClosing = TimeSpan.FromHours(25);

    /// <summary>The lines, without their line ends. A line stands until the next one is asked for.</summary>
    /// <param name="agency">Whose, beside the program's.</param>
    /// <param name="from">Only timelines that were written to since then, whole; null for all.</param>
    /// <param name="to">And that were begun before; null for all.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="Core.Incidents.StoreUnavailableException">The store or the signer did not answer.</exception>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> LinesAsync(AgencyId agency, DateTimeOffset? from, DateTimeOffset? to, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string[] agencies = [.. new[] { agency.Value, TimelineId.Program }.Distinct()];
        yield return Line(new(1, clock.GetUtcNow(), from, to, [.. agencies], await signer.PublicKeysAsync(cancellation)), CoreJson.Default.ExportHeader);
        var (timelines, entries) = (0L, 0L);
        foreach (var name in agencies)
        {
            var checkpoints = Checkpoints.TimelineOf(name);
            if (await archive.ReadHeadAsync(checkpoints, cancellation) is not { } head) continue;
            var after = from is { } start ? await FindBeforeAsync(head, start, cancellation) : 0;
            yield return Line(new(checkpoints, name, after), CoreJson.Default.ExportTimeline);
            timelines++;
            await foreach (var (entry, at) in EntriesAsync(checkpoints, after, cancellation))
            {
                if (at > to && at - to >= ToTheClosing) break;
                yield return entry;
                entries++;
            }
        }

        await foreach (var head in TimelinesAsync(new(agency, TimelinesAtOnce) { From = from, To = to }, cancellation))
        {
            if (head.Timeline.Kind == Checkpoints.Kind) continue;
            yield return Line(new(head.Timeline, Checkpoints.NameOf(head.Agency)), CoreJson.Default.ExportTimeline);
            timelines++;
            await foreach (var (entry, _) in EntriesAsync(head.Timeline, 0, cancellation))
            {
                yield return entry;
                entries++;
            }
        }

        yield return Line(new(true, timelines, entries), CoreJson.Default.ExportEnd);
    }

    private async IAsyncEnumerable<TimelineHead> TimelinesAsync(TimelineQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var page = await archive.ListAsync(query, cancellation);
            foreach (var head in page) yield return head;
            if (page.Length < query.Limit) yield break;
            query = query with { After = page[^1].Timeline };
        }
    }

    private async IAsyncEnumerable<(ReadOnlyMemory<byte> Json, DateTimeOffset At)> EntriesAsync(TimelineId timeline, long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var isDated = timeline.Kind == Checkpoints.Kind;
        while (true)
        {
            var page = await archive.ReadAsync(timeline, after, EntriesAtOnce, cancellation);
            foreach (var json in page) yield return (OnOneLine(json), isDated ? TimeOf(json) : default);
            if (page.Length < EntriesAtOnce) yield break;
            after += page.Length; // Not what an entry says of itself: one that is not there is the reader's to find.
        }
    }

    // The sequence before the first checkpoint that was made at a time or later.
    private async Task<long> FindBeforeAsync(TimelineHead head, DateTimeOffset from, CancellationToken cancellation)
    {
        var (before, end) = (0L, head.Length);
        while (before < end)
        {
            var middle = before + ((end - before) / 2);
            if (await archive.ReadAsync(head.Timeline, middle, 1, cancellation) is [var entry] && TimeOf(entry) < from) before = middle + 1;
            else end = middle;
        }

        return before;
    }

    private static DateTimeOffset TimeOf(ReadOnlyMemory<byte> json) => new(new LineReader().Read(json.Span).At, TimeSpan.Zero);

    // White space is all that a line end can be in JSON, and no entry of ours has any.
    private static ReadOnlyMemory<byte> OnOneLine(ReadOnlyMemory<byte> json)
    {
        if (!json.Span.ContainsAny((byte)'\n', (byte)'\r')) return json;
        var line = json.ToArray();
        line.AsSpan().Replace((byte)'\n', (byte)' ');
        line.AsSpan().Replace((byte)'\r', (byte)' ');
        return line;
    }

    private static ReadOnlyMemory<byte> Line<T>(T line, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(line, type);
}
