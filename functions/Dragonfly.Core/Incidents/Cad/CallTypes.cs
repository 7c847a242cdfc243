using System.Collections.Frozen;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>The common incident type registry: APCO ANS 2.103.2-2019, as far as <c>call-types.csv</c> lists it.</summary>
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
