using System.Collections.Immutable;
using Dragonfly.Core.Incidents;

namespace Dragonfly.Functions.Unlocks;

/// <summary>What a policy would have unlocked, beside what was unlocked.</summary>
/// <param name="From">Incidents received from here on,</param>
/// <param name="To">and before here.</param>
/// <param name="Registry">Which registry it was asked of: <c>asItIsNow</c>, so an owner who has joined or left since makes a difference too.</param>
/// <param name="Incidents">How many incidents.</param>
/// <param name="Before">What was decided.</param>
/// <param name="After">What would have been.</param>
/// <param name="CallTypes">The same by call type.</param>
/// <param name="NewlyUnlocking">Incidents that unlocked no feed and would have.</param>
/// <param name="NoLongerUnlocking">Incidents that unlocked a feed and would not have.</param>
public sealed record DryRunResult(
    DateTimeOffset From,
    DateTimeOffset To,
    string Registry,
    int Incidents,
    DryRunCount Before,
    DryRunCount After,
    ImmutableArray<DryRunCallType> CallTypes,
    DryRunList NewlyUnlocking,
    DryRunList NoLongerUnlocking);

/// <summary>What was unlocked.</summary>
/// <param name="Qualified">Incidents that qualified.</param>
/// <param name="Unlocking">Incidents that unlocked a feed at least.</param>
/// <param name="Feeds">Feeds unlocked, each counted once for each incident.</param>
public sealed record DryRunCount(int Qualified, int Unlocking, int Feeds);

/// <summary>What was unlocked for one call type.</summary>
/// <param name="CallType">As CAD last gave it; absent when it never did.</param>
/// <param name="Incidents">How many incidents.</param>
/// <param name="Before">What was decided.</param>
/// <param name="After">What would have been.</param>
public sealed record DryRunCallType(string? CallType, int Incidents, DryRunCount Before, DryRunCount After);

/// <summary>Incidents to look at.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Items">The first 100 of them, those received last first.</param>
public sealed record DryRunList(int Count, ImmutableArray<DryRunIncident> Items);

/// <summary>One incident.</summary>
public sealed record DryRunIncident(IncidentId IncidentId, string Number, string? CallType);
