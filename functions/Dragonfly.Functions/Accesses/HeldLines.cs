using Dragonfly.Core.Accesses;
using Dragonfly.Core.Incidents;

namespace Dragonfly.Functions.Accesses;

/// <summary>What a write does to the lines of access logs.</summary>
/// <param name="Held">The lines that the incident's head holds from then on: those that last, and those that are over and found no room in the write, which the next one carries away.</param>
/// <param name="Packs">The lines that are over.</param>
internal sealed record HeldLines(AccessRecord[] Held, AccessPack[] Packs)
{
    /// <summary>What a write does.</summary>
    /// <param name="before">The lines that the head held before it.</param>
    /// <param name="write">The write.</param>
    /// <param name="room">How many packs it can take.</param>
    public static HeldLines After(IReadOnlyList<AccessRecord> before, IncidentWrite write, int room)
    {
        var lines = before.ToDictionary(line => line.Id);
        foreach (var change in AccessChanges.Of(write.Incident, write.Entries)) Apply(change, lines);

        // An incident of a day's length with a hundred viewers ends all of their views at once, and no two began together.
        var over = lines.Values.Where(line => line.How is not null).GroupBy(line => (line.Kind, line.At)).OrderBy(group => group.Key).Take(room).ToArray();
        foreach (var line in over.SelectMany(group => group)) lines.Remove(line.Id);
        return new([.. lines.Values], [.. over.Select((group, i) => AccessPack.Of(write.Incident, i, [.. group]))]);
    }

    private static void Apply(AccessChange change, Dictionary<AccessId, AccessRecord> lines)
    {
        switch (change)
        {
            case AccessBegan began:
                lines[began.Record.Id] = began.Record;
                break;
            case AccessOpened opened when lines.TryGetValue(opened.Record.Id, out var line):
                lines[line.Id] = line with { From = opened.Record.From };
                break;
            case AccessEnded ended when lines.TryGetValue(ended.Access, out var line):
                lines[line.Id] = line with { Until = ended.At, How = ended.How, Why = ended.Why };
                break;
        }
    }
}
