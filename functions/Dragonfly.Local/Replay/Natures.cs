using System.Collections.Frozen;
using System.Globalization;
using Dragonfly.Core.Text;

namespace Dragonfly.Local.Replay;

/// <summary>A dispatcher's name for a kind of call.</summary>
/// <param name="Name">As dispatchers write it.</param>
/// <param name="CallType">The code of the common registry (APCO 2.103.2-2019) that stands for it.</param>
/// <param name="Weight">How many of about 700 calls of a day are of this kind.</param>
public sealed record Nature(string Name, string CallType, int Weight);

/// <summary>
/// The kinds of call that are known (the embedded <c>natures.csv</c>). Reports taken after the fact and kinds that the registry has no code for are
/// <c>INFO</c>, which unlocks nothing: when in doubt, a call does not qualify. So is a burglar alarm on its own (<c>ALRBA</c>).
/// </summary>
public static class Natures
{
    /// <summary>The code of a kind that nobody mapped.</summary>
    public const string Unmapped = "INFO";

    /// <summary>All of them, the commonest first.</summary>
    public static IReadOnlyList<Nature> All { get; } = Load();

    private static readonly FrozenDictionary<string, string> Codes =
        All.ToFrozenDictionary(nature => nature.Name, nature => nature.CallType, StringComparer.OrdinalIgnoreCase);

    /// <summary>The registry code for what a dispatcher wrote.</summary>
    public static string CallTypeOf(string nature) => Codes.GetValueOrDefault(nature.Trim(), Unmapped);

    private static Nature[] Load()
    {
        using var reader = new StreamReader(typeof(Natures).Assembly.GetManifestResourceStream("natures.csv")!);
        return [.. Csv.Read(reader).Skip(1).Select(row => new Nature(row.Fields[0], row.Fields[1], int.Parse(row.Fields[2], CultureInfo.InvariantCulture)))];
    }
}
