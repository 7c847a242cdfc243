using System.Runtime.InteropServices;

namespace Dragonfly.Core.Audit.Verification;

/// <summary>The entries of one timeline as they stand in an export, and what is wrong with them among themselves.</summary>
internal sealed class TimelineLines(ExportTimeline timeline, long line)
{
    private readonly List<Item> items = [];

    public TimelineId Id => timeline.Timeline;

    public string Agency => timeline.Agency;

    /// <summary>The line of the timeline itself.</summary>
    public long Line => line;

    /// <summary>Its entries begin after this one.</summary>
    public long After => timeline.After;

    /// <summary>Entries by sequence, each once; known after <see cref="Check"/>.</summary>
    public ReadOnlySpan<Item> InOrder => CollectionsMarshal.AsSpan(items);

    /// <summary>The greatest sequence.</summary>
    public long Last => items is [.., var last] ? last.Facts.Sequence : After;

    // One whose sequence cannot be read is taken for the one that should stand there.
    public void Add(LineFacts facts, long at) => items.Add(new(facts.Sequence > 0 ? facts : facts with { Sequence = Last + 1 }, at));

    /// <summary>The entry of a sequence, if it is there.</summary>
    public Item? Find(long sequence)
    {
        // Almost always nothing is missing, and the place is plain.
        var place = sequence - After - 1;
        if (place >= 0 && place < items.Count && items[(int)place].Facts.Sequence == sequence) return items[(int)place];
        var found = items.FindIndex(item => item.Facts.Sequence == sequence);
        return found < 0 ? null : items[found];
    }

    /// <summary>Finds what is wrong with each entry, then with their order, then with the chain; puts them in order.</summary>
    public void Check(FaultList faults)
    {
        foreach (var (facts, at) in items)
            if (facts.Fault is { } fault) faults.Add(fault, Id.Value, facts.Sequence, at, facts.Detail!);
        if (!IsInOrder()) PutInOrder(faults);
        if (items is [{ Facts: { Sequence: 1, Fault: null, Previous: not null } }, ..])
            faults.Add(FaultCode.NotLinked, Id.Value, 1, items[0].Line, "it is the first entry, and yet it states a hash of one before it");
        for (var i = 1; i < items.Count; i++)
        {
            var (before, entry) = (items[i - 1].Facts, items[i].Facts);
            if (before.Fault is null && entry.Fault is null && entry.Sequence == before.Sequence + 1 && entry.Previous != before.Hash)
                faults.Add(FaultCode.NotLinked, Id.Value, entry.Sequence, items[i].Line, "it does not hold the hash of the entry before it: one of the two was replaced");
        }
    }

    private bool IsInOrder()
    {
        for (var i = 0; i < items.Count; i++)
            if (items[i].Facts.Sequence != After + 1 + i) return false;
        return true;
    }

    private void PutInOrder(FaultList faults)
    {
        var (there, greatest) = (new HashSet<long>(), After);
        foreach (var (facts, at) in items)
        {
            if (!there.Add(facts.Sequence)) faults.Add(FaultCode.Duplicated, Id.Value, facts.Sequence, at, "it is there already");
            else if (facts.Sequence <= greatest) faults.Add(FaultCode.Reordered, Id.Value, facts.Sequence, at, there.Count == 1 ? $"the timeline is said to begin after entry {After}" : $"it stands after entry {greatest}");
            greatest = Math.Max(greatest, facts.Sequence);
        }

        Item[] sorted = [.. items.DistinctBy(item => item.Facts.Sequence).OrderBy(item => item.Facts.Sequence)];
        items.Clear();
        items.AddRange(sorted);
        for (var (i, expected) = (0, After + 1); i < items.Count; expected = items[i++].Facts.Sequence + 1)
        {
            var found = items[i].Facts.Sequence;
            if (found > expected)
                faults.Add(FaultCode.Missing, Id.Value, expected, items[i].Line, found == expected + 1 ? "it is not there, although later ones are" : $"it and the ones up to {found - 1} are not there, although later ones are");
        }
    }

    internal readonly record struct Item(LineFacts Facts, long Line);
}
