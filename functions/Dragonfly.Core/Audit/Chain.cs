using System.Collections.Immutable;

namespace Dragonfly.Core.Audit;

/// <summary>
/// The hash chain over a timeline. An entry's hash covers the canonical JSON (RFC 8785) of everything else in it, the hash before it included, so a
/// changed, dropped, added or reordered entry shows wherever the log is kept, whatever the store does to white space and property order.
/// </summary>
public static class Chain
{
    /// <summary>Makes the entries for <paramref name="events"/>, which follow an entry numbered <paramref name="sequence"/> with <paramref name="hash"/>.</summary>
    public static ImmutableArray<Entry> Append(long sequence, string hash, IEnumerable<TimelineEvent> events, Origin origin, DateTimeOffset at)
    {
        var entries = ImmutableArray.CreateBuilder<Entry>();
        using var hasher = new EntryHasher();
        foreach (var happened in events)
        {
            var entry = new Entry(++sequence, at.ToUniversalTime(), origin, happened, hash);
            hash = hasher.HashOf(entry);
            entries.Add(entry with { Hash = hash });
        }

        return entries.DrainToImmutable();
    }

    /// <summary>Whether an entry is as it was written, by its own hash; whether it is in its place, the others tell.</summary>
    public static bool IsWhole(Entry entry)
    {
        using var hasher = new EntryHasher();
        return hasher.Matches(entry);
    }

    /// <summary>The first fault of a timeline that should be whole from its first entry, or null.</summary>
    public static string? FaultIn(IEnumerable<Entry> entries)
    {
        var (sequence, hash) = (0L, "");
        using var hasher = new EntryHasher();
        foreach (var entry in entries)
        {
            if (entry.Sequence != ++sequence) return $"entry {sequence} is missing: found {entry.Sequence}";
            if (entry.PreviousHash != hash) return $"entry {sequence} does not follow the one before it";
            if (!hasher.Matches(entry)) return $"entry {sequence} was changed";
            hash = entry.Hash!;
        }

        return null;
    }
}
