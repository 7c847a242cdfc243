using System.Collections.Immutable;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>Which registry code an agency's own call type code stands for.</summary>
/// <param name="Codes">Registry code by local code, both upper case.</param>
public sealed record CodeTable(ImmutableSortedDictionary<string, string> Codes)
{
    /// <summary>No local code stands for another.</summary>
    public static CodeTable Empty { get; } = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>A message whose call type is as the agency says it, with the registry's code; the agency's own is kept where it is another.</summary>
    public CadMessage Translate(CadMessage message) => message.CallType?.ToUpperInvariant() is { } local && CodeFor(local) is var code
        ? message with { CallType = code, LocalCallType = code == local ? null : local }
        : message;

    /// <summary>The registry code that a local code stands for; a code that is not in the table stands for itself.</summary>
    public string CodeFor(string local) => Codes.GetValueOrDefault(local.ToUpperInvariant(), local.ToUpperInvariant());
}
