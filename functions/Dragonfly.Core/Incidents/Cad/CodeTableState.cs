using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>Where an agency's code table stands: the last of its timeline.</summary>
/// <param name="Table">The table.</param>
/// <param name="Sequence">How often it was changed.</param>
/// <param name="Hash">The hash of the last change.</param>
/// <param name="ChangedAt">When it was changed last.</param>
public sealed record CodeTableState(CodeTable Table, long Sequence, string Hash, DateTimeOffset ChangedAt) : ITimelineState<CodeTableState>
{
    /// <summary>There never was a table.</summary>
    public static CodeTableState Unwritten { get; } = new(CodeTable.Empty, 0, "", DateTimeOffset.MinValue);

    /// <summary>The timeline that keeps every table an agency ever had.</summary>
    public static TimelineId TimelineOf(AgencyId agency) => new($"codes/{agency}");

    /// <inheritdoc/>
    public CodeTableState Evolve(Entry entry) => new(Table.After(entry.Event), entry.Sequence, entry.Hash!, entry.At);
}
