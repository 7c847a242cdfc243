using System.Collections.Frozen;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>
/// The common incident type registry (EIDO-IncidentType-Common). <c>call-types.csv</c> lists every value that table 3-2 of NENA-STA-021.1b-2022 gives it, which are those of
/// APCO ANS 2.103.2-2019 and NONEMERG, described in our words. APCO's own list is not public, so it was not compared; values added since are not here.
/// </summary>
public static class CallTypes
{
    private static readonly FrozenSet<string> Codes = ReadCodes();

    /// <summary>Whether a code, in any case, is in the registry.</summary>
    public static bool IsKnown(string code) => Codes.Contains(code);

    private static FrozenSet<string> ReadCodes()
    {
        using var lines = new StreamReader(typeof(CallTypes).Assembly.GetManifestResourceStream("call-types.csv")!);
        return lines.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')[0]).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }
}
