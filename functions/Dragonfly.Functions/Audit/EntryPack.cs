using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dragonfly.Core.Access;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Json;
using Dragonfly.Functions.Accesses;
using Dragonfly.Functions.Storage;

namespace Dragonfly.Functions.Audit;

/// <summary>
/// Entries of one timeline that were written at once and are of one moment, as one item: Cosmos DB charges for items far more than for bytes. Create-only. The id is the
/// sequence of the first, in twenty digits, so that of two writers who go on from the same entry one fails. An entry is kept as the text that was hashed.
/// </summary>
internal sealed record EntryPack
{
    // An item may have 2 MB; what is much smaller is read and written at the same price by the kilobyte, and fits where others are.
    private const int MostCharacters = 200_000;

    public required string Id { get; init; }

    public required string Timeline { get; init; }

    public string Type { get; init; } = "entries";

    /// <summary>Whose the timeline is; null when it is the program's, and then written as null, to be found as such.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Agency { get; init; }

    public required long First { get; init; }

    public required long Last { get; init; }

    public required string At { get; init; }

    /// <summary>Its place in the log as a whole: the moment, the timeline, the first sequence.</summary>
    public required string Order { get; init; }

    public required string[] Actors { get; init; }

    public required string[] Kinds { get; init; }

    public required string[] Entries { get; init; }

    public string? Accessed { get; init; }

    public string? Viewed { get; init; }

    public string[]? Partners { get; init; }

    public string[]? Feeds { get; init; }

    public AccessRecord[]? Lines { get; init; }

    /// <summary>The id of the pack that begins with an entry.</summary>
    public static string IdOf(long first) => first.ToString("D20", CultureInfo.InvariantCulture);

    /// <summary>The place of a pack in the log as a whole.</summary>
    public static string OrderOf(DateTimeOffset at, TimelineId timeline, long first) => $"{SortableTime.Of(at)}|{timeline}|{IdOf(first)}";

    /// <summary>The packs of entries that follow one another.</summary>
    public static IEnumerable<EntryPack> Of(TimelineId timeline, AgencyId? agency, ImmutableArray<Entry> entries)
    {
        string[] texts = [.. entries.Select(entry => JsonSerializer.Serialize(entry, CoreJson.Default.Entry))];
        for (int start = 0, end; start < entries.Length; start = end)
        {
            var size = 0;
            end = start;
            do size += texts[end++].Length;
            while (end < entries.Length && entries[end].At == entries[start].At && size + texts[end].Length <= MostCharacters);
            yield return Of(timeline, agency, entries.AsSpan()[start..end], texts[start..end]);
        }
    }

    /// <summary>The pack, with access lines that are over by what its entries say: they are no part of the log, and can be made of it again.</summary>
    public EntryPack With(AccessPack lines) => this with { Accessed = lines.Accessed, Viewed = lines.Viewed, Partners = lines.Partners, Feeds = lines.Feeds, Lines = lines.Lines };

    /// <summary>Its entries with their places, oldest first: JSON in UTF-8, as stored.</summary>
    public IEnumerable<(long Sequence, ReadOnlyMemory<byte> Json)> Read() => Entries.Select((text, i) => (First + i, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text)));

    /// <summary>Where its timeline ends, if this is the last of its packs: by what is stored, whatever a head says.</summary>
    public TimelineHead ToHead()
    {
        var (length, last) = Read().LastOrDefault();
        return new(Agency is null ? null : new(Agency), new(Timeline), length, EntryFacts.In(last).Hash ?? "", SortableTime.Parse(At));
    }

    private static EntryPack Of(TimelineId timeline, AgencyId? agency, ReadOnlySpan<Entry> entries, string[] texts)
    {
        var (actors, kinds) = (new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
        foreach (var entry in entries)
        {
            actors.Add(entry.Origin.Actor);
            kinds.Add(EventKind.Of(entry.Event));
        }

        return new()
        {
            Id = IdOf(entries[0].Sequence),
            Timeline = timeline.Value,
            Agency = agency?.Value,
            First = entries[0].Sequence,
            Last = entries[^1].Sequence,
            At = SortableTime.Of(entries[0].At),
            Order = OrderOf(entries[0].At, timeline, entries[0].Sequence),
            Actors = [.. actors],
            Kinds = [.. kinds],
            Entries = texts,
        };
    }
}
