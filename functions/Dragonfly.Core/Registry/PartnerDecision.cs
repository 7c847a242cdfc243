using System.Collections.Immutable;

namespace Dragonfly.Core.Registry;

/// <summary>What came of a command about a partner.</summary>
/// <param name="Events">What happened; none when there was nothing to do, or it was refused.</param>
/// <param name="Refusal">Why it was refused; null when it was not.</param>
public sealed record PartnerDecision(ImmutableArray<PartnerEvent> Events, PartnerRefusal? Refusal = null);

/// <summary>Why a command was refused, which is recorded as well.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Subject">The site, feed, agency or user it was about.</param>
/// <param name="Detail">For people.</param>
public sealed record PartnerRefusal(string Code, string? Subject, string Detail);
