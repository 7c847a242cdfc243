using System.Collections.Immutable;

namespace Dragonfly.Core.Audit.Verification;

/// <summary>What the verification of a log came to.</summary>
/// <param name="Whole">Nothing is wrong with it.</param>
/// <param name="ExportedAt">When it was read.</param>
/// <param name="From">Only timelines that were written to since then; null for all.</param>
/// <param name="To">Only timelines that were begun before; null for all.</param>
/// <param name="Timelines">How many timelines there are.</param>
/// <param name="Entries">How many entries.</param>
/// <param name="Unsealed">How many of them are newer than the last checkpoint, so that nothing yet proves that they are all.</param>
/// <param name="OwnKeys">The signatures were checked with keys that came with the log itself, which whoever forged both could have replaced.</param>
/// <param name="Seals">What is sealed, by agency.</param>
/// <param name="FaultCount">How many faults there are.</param>
/// <param name="Faults">What is wrong: the first <see cref="MostFaults"/>.</param>
public sealed record LogReport(
    bool Whole,
    DateTimeOffset? ExportedAt,
    DateTimeOffset? From,
    DateTimeOffset? To,
    long Timelines,
    long Entries,
    long Unsealed,
    bool OwnKeys,
    ImmutableArray<AgencySeal> Seals,
    long FaultCount,
    ImmutableArray<LogFault> Faults)
{
    /// <summary>How many faults are told of.</summary>
    public const int MostFaults = 1_000;
}

/// <summary>What of an agency's log is sealed.</summary>
/// <param name="Agency">Whose; <see cref="TimelineId.Program"/> for what belongs to none.</param>
/// <param name="Checkpoints">How many checkpoints with a good signature there are.</param>
/// <param name="From">The first of them seals what was written since; null when it seals everything before it.</param>
/// <param name="Until">When the last one was made.</param>
public sealed record AgencySeal(string Agency, long Checkpoints, DateTimeOffset? From, DateTimeOffset? Until);
