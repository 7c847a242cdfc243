namespace Dragonfly.Core.Incidents.Cad;

/// <summary>A civic address (RFC 4119, 2.2.1; RFC 5139) as people write one.</summary>
internal static class CivicAddress
{
    private const int MostCharacters = 512;

    // Parts of one phrase are set apart by blanks, phrases by commas. A6 is where RFC 4119 had the street before RFC 5139 had RD.
    private static readonly string[][] Phrases =
    [
        ["HNO", "HNS", "PRD", "PRM", "RD", "A6", "STS", "POD", "POM"], ["RDSEC"], ["LMK"], ["NAM"], ["BLD"], ["FLR"], ["UNIT"], ["ROOM"], ["LOC"], ["A3"], ["A1", "PC"],
    ];

    /// <summary>The address on one line; null when it has no part that is known.</summary>
    public static string? Read(IEnumerable<(string Name, string Text)> parts)
    {
        var known = new Dictionary<string, string>();
        foreach (var (name, text) in parts)
        {
            if (Phrases.Any(phrase => phrase.Contains(name))) known.TryAdd(name, Plain(text));
        }

        if (known.ContainsKey("RD")) known.Remove("A6");
        var line = string.Join(", ", Phrases.Select(phrase => string.Join(' ', phrase.Where(known.ContainsKey).Select(name => known[name]).Where(text => text.Length > 0))).Where(phrase => phrase.Length > 0));
        return line.Length is 0 ? null
            : line.Length <= MostCharacters ? line
            : throw new PidfLoException("tooLong", $"must have an address of at most {MostCharacters} characters");
    }

    private static string Plain(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(static c => char.IsControl(c) ? ' ' : c)).Trim() : text;
}
