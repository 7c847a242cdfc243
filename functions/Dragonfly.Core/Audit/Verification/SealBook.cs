using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Audit.Verification;

/// <summary>What checkpoints say of timelines. They come before the timelines that they seal.</summary>
/// <param name="keys">The keys by which a checkpoint may be signed.</param>
/// <param name="faults">Takes what is wrong.</param>
internal sealed class SealBook(Func<string, IEnumerable<CheckpointKey>> keys, FaultList faults)
{
    private readonly SortedDictionary<string, AgencyBook> agencies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Seals> timelines = [];

    /// <summary>How many entries no checkpoint lists yet.</summary>
    public long Unsealed { get; private set; }

    public ImmutableArray<AgencySeal> Agencies =>
        [.. agencies.Select(agency => new AgencySeal(agency.Key, agency.Value.Count, agency.Value.From > DateTimeOffset.MinValue ? agency.Value.From : null, agency.Value.Count > 0 ? agency.Value.Until : null))];

    /// <summary>An agency whose timelines are to come.</summary>
    public void Expect(string agency) => BookOf(agency);

    /// <summary>Takes an entry of an agency's checkpoints, if its signature is good.</summary>
    public void Add(ExportTimeline timeline, LineFacts facts, ReadOnlySpan<byte> entry, long line)
    {
        var book = BookOf(timeline.Agency);
        if (Refuse(timeline, facts, entry, out var checkpoint) is { } refusal)
        {
            book.IsDoubtful = true;
            faults.Add(refusal.Code, timeline.Timeline.Value, facts.Sequence, line, refusal.Detail);
            return;
        }

        book.Add(checkpoint!.Since, new(facts.At, TimeSpan.Zero));
        foreach (var head in checkpoint.Heads)
        {
            if (!timelines.TryGetValue(head.Timeline.Value, out var seals)) timelines[head.Timeline.Value] = seals = new();
            if (seals.IsSeen) faults.Add(FaultCode.Reordered, timeline.Timeline.Value, facts.Sequence, line, $"it stands after {head.Timeline}, which it seals");
            seals.Add(timeline, facts.Sequence, head);
        }
    }

    /// <summary>Compares a timeline with its seals.</summary>
    public void Check(TimelineLines timeline, ExportHeader? header)
    {
        if (!timelines.TryGetValue(timeline.Id.Value, out var seals)) timelines[timeline.Id.Value] = seals = new();
        if (seals.IsSeen) faults.Add(FaultCode.Duplicated, timeline.Id.Value, null, timeline.Line, "the timeline is there already");
        seals.IsSeen = true;
        if (timeline.Id.Kind == Checkpoints.Kind) return;
        if (seals.Agency is { } agency && agency != timeline.Agency)
            faults.Add(FaultCode.WrongAgency, timeline.Id.Value, null, timeline.Line, $"it is said to be of {timeline.Agency}, and was sealed as one of {agency}");
        CheckPlaces(timeline, seals);
        CheckRest(timeline, seals, header);
    }

    /// <summary>Finds the timelines that never came, and the checkpoints.</summary>
    public void Complete(ExportHeader? header)
    {
        foreach (var (agency, book) in agencies) CheckCheckpoints(Checkpoints.TimelineOf(agency).Value, book, header);
        foreach (var (id, seals) in timelines)
        {
            if (!seals.IsSeen && !(seals.ChangedAt < header?.From) && !(seals.ChangedAt >= header?.To))
                faults.Add(FaultCode.TimelineMissing, id, null, null, $"it is not there, and {seals.Source} sealed {seals.Length} entries of it");
        }
    }

    // Checkpoints are made whether or not anything happens: where they begin late or end early, what they sealed may have been taken out with them.
    private void CheckCheckpoints(string timeline, AgencyBook book, ExportHeader? header)
    {
        if (book.Count == 0 || book.IsDoubtful) return;
        if (book.From > (header?.From ?? DateTimeOffset.MinValue))
            faults.Add(FaultCode.Missing, timeline, null, null, $"the first checkpoint that is there seals what was written since {book.From:u}, and those before it are not there");
        if (book.Until < AgencyBook.DueBy(header))
            faults.Add(FaultCode.Truncated, timeline, null, null, $"the last checkpoint is of {book.Until:u}, although one is due every quarter of an hour: later ones were taken out, or never made");
    }

    private void CheckPlaces(TimelineLines timeline, Seals seals)
    {
        if (seals.Length > timeline.Last)
            faults.Add(FaultCode.Truncated, timeline.Id.Value, timeline.Last + 1, null, $"it is not there, nor is any after it, and {seals.Source} sealed {seals.Length} entries");
        foreach (var (length, hash) in seals.Places)
        {
            if (timeline.Find(length) is { Facts.Fault: null } found && found.Facts.Hash != hash)
                faults.Add(FaultCode.Changed, timeline.Id.Value, length, found.Line, "it is not the entry that a checkpoint sealed: it, or one before it, was replaced, and hashed anew");
        }
    }

    private void CheckRest(TimelineLines timeline, Seals seals, ExportHeader? header)
    {
        var (book, isTold) = (BookOf(timeline.Agency), false);
        var (from, until) = book.Range(header);
        foreach (var (facts, line) in timeline.InOrder)
        {
            if (facts.Sequence <= seals.Length) continue;
            Unsealed++;
            if (isTold || book.IsDoubtful || facts.At == 0 || facts.At < from.UtcTicks || facts.At > until.UtcTicks) continue;
            isTold = true;
            faults.Add(FaultCode.Unsealed, timeline.Id.Value, facts.Sequence, line, "it is old, and yet no checkpoint lists it: it was not there when it says it was written");
        }
    }

    private (string Code, string Detail)? Refuse(ExportTimeline timeline, LineFacts facts, ReadOnlySpan<byte> entry, out CheckpointSigned? checkpoint)
    {
        checkpoint = null;
        if (facts.Fault is FaultCode.Unreadable or FaultCode.FieldLost) return (FaultCode.BadSignature, "it cannot be read, and seals nothing");
        try
        {
            checkpoint = JsonSerializer.Deserialize(entry, CoreJson.Default.Entry)?.Event as CheckpointSigned;
            if (checkpoint is not { Heads.IsDefault: false }) return (FaultCode.BadSignature, "it is no checkpoint");
            if (Checkpoints.TimelineOf(checkpoint.Agency) != timeline.Timeline || checkpoint.Agency != timeline.Agency) return (FaultCode.WrongAgency, $"it is a checkpoint of {checkpoint.Agency}");
            var (signed, signature, isKnown) = (CheckpointSeal.SignedPart(entry), checkpoint.Signature, false);
            foreach (var key in keys(checkpoint.KeyId))
            {
                isKnown = true;
                if (CheckpointSeal.IsGood(key, signed, signature)) return null;
            }

            return isKnown ? (FaultCode.BadSignature, "its signature is not the key's") : (FaultCode.UnknownKey, $"it is signed with the key {checkpoint.KeyId}, which is not among those given");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return (FaultCode.BadSignature, $"it is no checkpoint: {Encoding.UTF8.GetString(entry[..Math.Min(entry.Length, 40)])}…");
        }
    }

    private AgencyBook BookOf(string agency)
    {
        if (!agencies.TryGetValue(agency, out var book)) agencies[agency] = book = new();
        return book;
    }

    private sealed class AgencyBook
    {
        public long Count { get; private set; }

        public DateTimeOffset From { get; private set; } = DateTimeOffset.MinValue;

        public DateTimeOffset Until { get; private set; } = DateTimeOffset.MinValue;

        /// <summary>Some of its checkpoints are no good, which was told: what those listed cannot be held against it again.</summary>
        public bool IsDoubtful { get; set; }

        public void Add(DateTimeOffset since, DateTimeOffset at)
        {
            if (Count++ == 0) From = since;
            if (at > Until) Until = at;
        }

        /// <summary>Up to when there must be checkpoints.</summary>
        public static DateTimeOffset DueBy(ExportHeader? header)
        {
            var exportedAt = header?.ExportedAt ?? DateTimeOffset.MinValue;
            var due = exportedAt - DateTimeOffset.MinValue > Checkpoints.Patience ? exportedAt - Checkpoints.Patience : DateTimeOffset.MinValue;
            return header?.To < due ? header.To.Value : due;
        }

        /// <summary>Between which times every entry must be sealed.</summary>
        public (DateTimeOffset From, DateTimeOffset Until) Range(ExportHeader? header)
        {
            var due = DueBy(header);
            if (Count == 0) return (header?.From ?? DateTimeOffset.MinValue, due);
            var listed = Until - Checkpoints.Overlap;
            return (From, listed > due ? listed : due);
        }
    }

    private sealed class Seals
    {
        private readonly List<(long Length, Digest Hash)> places = [];

        public IReadOnlyList<(long Length, Digest Hash)> Places => places;

        public bool IsSeen { get; set; }

        public string? Agency { get; private set; }

        public long Length { get; private set; }

        public DateTimeOffset ChangedAt { get; private set; }

        /// <summary>The checkpoint that says <see cref="Length"/>.</summary>
        public string? Source { get; private set; }

        public void Add(ExportTimeline checkpoints, long sequence, SealedHead head)
        {
            Digest.TryParse(Encoding.ASCII.GetBytes(head.Hash), out var hash);
            if (!places.Contains((head.Length, hash))) places.Add((head.Length, hash));
            if (head.Length <= Length) return;
            (Agency, Length, ChangedAt, Source) = (checkpoints.Agency, head.Length, head.ChangedAt, $"{checkpoints.Timeline} entry {sequence}");
        }
    }
}
