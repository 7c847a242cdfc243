namespace Dragonfly.Functions.Configuration;

/// <summary>What somebody who misspelled a name may have meant.</summary>
internal static class Spelling
{
    /// <summary>The known name that is nearest, whatever its case; null when none is near.</summary>
    public static string? Nearest(string name, IEnumerable<string> known) => Nearest(name, known, 1 + (name.Length / 3));

    /// <summary>The same with as many letters wrong as somebody may have got wrong.</summary>
    public static string? Nearest(string name, IEnumerable<string> known, int most) =>
        known.Select(candidate => (Name: candidate, Distance: Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(candidate => candidate.Distance <= most)
            .OrderBy(candidate => candidate.Distance)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();

    // How many letters must be added, dropped or exchanged to make one of the other.
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }
}
