using System.Collections.Immutable;
using Dragonfly.Core.Access;

namespace Dragonfly.Core.Transparency;

/// <summary>What one agency's use of the program came to in one month, as it may be published: null where a count is too small to tell.</summary>
/// <param name="Agency">Whose.</param>
/// <param name="Incidents">Incidents received, whatever became of them.</param>
/// <param name="ByOutcome">What became of them; <see cref="Outcome"/>.</param>
/// <param name="Uses">More of those for which feeds were unlocked; null when it is not told how many these were.</param>
/// <param name="Refusals">How often somebody asked for something of an incident and was refused.</param>
/// <param name="LogReadings">How often the log was read.</param>
/// <param name="MisuseFindings">How many entries there are of possible misuse. Never too small to tell: they are about staff.</param>
/// <param name="CountedFrom">What was counted.</param>
public sealed record MonthFigures(
    AgencyId Agency, int? Incidents, CountTable? ByOutcome, UseFigures? Uses, int? Refusals, int? LogReadings, int MisuseFindings, CountedFrom CountedFrom);

/// <summary>The incidents for which feeds were unlocked.</summary>
/// <param name="Incidents">How many.</param>
/// <param name="ByCallType">By registry code.</param>
/// <param name="ByArea">By CAD's beat.</param>
/// <param name="ByViewing"><c>viewed</c> or <c>notViewed</c>.</param>
/// <param name="BySource"><c>cad</c>, or <c>supervisor</c> for a threat.</param>
/// <param name="Feeds">Different feeds that were unlocked.</param>
/// <param name="Partners">Their different owners.</param>
/// <param name="Views">How many times somebody looked.</param>
/// <param name="MinutesViewed">For how long in all, in whole minutes; null when <paramref name="Views"/> is.</param>
/// <param name="MedianSecondsToUnlock">From receipt to the first picture, in half of the cases, to 0.1 s; null when nothing was unlocked.</param>
public sealed record UseFigures(
    int Incidents,
    CountTable ByCallType,
    CountTable ByArea,
    CountTable ByViewing,
    CountTable BySource,
    int? Feeds,
    int? Partners,
    int? Views,
    int? MinutesViewed,
    double? MedianSecondsToUnlock)
{
    /// <summary>Nothing was unlocked.</summary>
    public static UseFigures None { get; } = new(0, CountTable.Empty, CountTable.Empty, CountTable.Empty, CountTable.Empty, 0, 0, 0, 0, null);
}

/// <summary>What figures were counted from, so that anybody who has the log can count again.</summary>
/// <param name="Timelines">How many timelines; null when so few that it would tell how many incidents.</param>
/// <param name="Entries">How many entries of them; null likewise.</param>
/// <param name="Digest">
/// SHA-256 (lower-case hexadecimal) over a line <c>{timeline} {length} {hash}\n</c> for each timeline, in ordinal order: its entries that were written before the month's
/// <see cref="Month.AsOf"/>, and the hash of the last of these.
/// </param>
public sealed record CountedFrom(int? Timelines, long? Entries, string Digest);
