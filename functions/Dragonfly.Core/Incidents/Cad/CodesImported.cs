using System.Collections.Immutable;
using Dragonfly.Core.Audit;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>An agency's code table was replaced, whole.</summary>
/// <param name="Codes">Registry code by local code, both upper case.</param>
public sealed record CodesImported(ImmutableSortedDictionary<string, string> Codes) : TimelineEvent;
