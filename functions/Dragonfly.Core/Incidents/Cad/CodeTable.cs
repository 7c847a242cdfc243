using System.Collections.Immutable;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>Which registry code an agency's own call type code stands for.</summary>
/// <param name="Codes">Registry code by local code, both upper case.</param>
public sealed record CodeTable(ImmutableSortedDictionary<string, string> Codes)
{
    /// <summary>No local code stands for another.</summary>
    public static CodeTable Empty { get; } = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>The registry code that a local code stands for; a code that is not in the table stands for itself.</summary>
    public string CodeFor(string local) => Codes.GetValueOrDefault(local.ToUpperInvariant(), local.ToUpperInvariant());
}
