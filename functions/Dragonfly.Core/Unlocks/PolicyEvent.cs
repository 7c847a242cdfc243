using Dragonfly.Core.Audit;

namespace Dragonfly.Core.Unlocks;

/// <summary>Something that was decided about the unlock policy.</summary>
public abstract record PolicyEvent : TimelineEvent;

/// <summary>Another policy stands from here on.</summary>
/// <param name="Policy">The policy, whole.</param>
/// <param name="Reason">Why, in the author's words.</param>
public sealed record PolicyRevised(UnlockPolicy Policy, string Reason) : PolicyEvent;

/// <summary>Somebody wanted another policy and was refused.</summary>
/// <param name="Code">The code of why not: of the first fault when there were more.</param>
/// <param name="Path">JSON path of what was at fault, or <c>If-Match</c>.</param>
public sealed record PolicyRefused(string Code, string Path) : PolicyEvent;
