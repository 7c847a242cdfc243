using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>Which registry code an agency's own call type code stands for.</summary>
/// <param name="Codes">Registry code by local code, both upper case.</param>
public sealed record CodeTable(ImmutableSortedDictionary<string, string> Codes)
{
    /// <summary>No local code stands for another.</summary>
    public static CodeTable Empty { get; } = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>The timeline that keeps every table an agency ever had.</summary>
    public static TimelineId TimelineOf(AgencyId agency) => new($"codes/{agency.Value}");

    /// <summary>The table after what a timeline of tables says happened.</summary>
    public CodeTable After(TimelineEvent happened) => happened is CodesImported imported ? new(imported.Codes.WithComparers(StringComparer.Ordinal)) : this;

    /// <summary>A message whose call type is as the agency says it, with the registry's code; the agency's own is kept where it is another.</summary>
    public CadMessage Translate(CadMessage message) => message.CallType?.ToUpperInvariant() is { } local && CodeFor(local) is var code
        ? message with { CallType = code, LocalCallType = code == local ? null : local }
        : message;

    /// <summary>The registry code that a local code stands for; a code that is not in the table stands for itself.</summary>
    public string CodeFor(string local) => Find(local) ?? local.ToUpperInvariant();

    /// <summary>The registry code that the table has for a local code; null when it has none. One that may never unlock has none, whatever the table says.</summary>
    public string? Find(string local) => UnlockPolicy.Forbidden.Contains(local) ? null : Codes.GetValueOrDefault(local.ToUpperInvariant());

    /// <summary>What another table says otherwise than this one, by local code.</summary>
    public ImmutableArray<CodeChange> ChangesTo(CodeTable other) =>
    [
        .. Codes.Keys.Union(other.Codes.Keys).Order(StringComparer.Ordinal)
            .Select(local => new CodeChange(local, Codes.GetValueOrDefault(local), other.Codes.GetValueOrDefault(local)))
            .Where(change => change.Before != change.After),
    ];
}

/// <summary>One local code that two tables do not agree on.</summary>
/// <param name="LocalCode">The code.</param>
/// <param name="Before">What it stood for; null when the one table does not have it.</param>
/// <param name="After">What it stands for; null when the other table does not have it.</param>
public sealed record CodeChange(string LocalCode, string? Before, string? After);
