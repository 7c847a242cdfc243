using System.Collections.Immutable;

namespace Dragonfly.Core.Incidents;

/// <summary>What came of a command.</summary>
public abstract record Decision;

/// <summary>Done, by these events; none when there was nothing to do.</summary>
public sealed record Accepted(ImmutableArray<IncidentEvent> Events) : Decision
{
    /// <summary>Nothing to do.</summary>
    public static Accepted Nothing { get; } = new([]);
}

/// <summary>Refused, which is recorded as well.</summary>
/// <param name="Code">Why, for programs.</param>
/// <param name="Subject">The message, grant or ticket it was about.</param>
/// <param name="Detail">Why, for people.</param>
public sealed record Rejected(string Code, string? Subject, string Detail) : Decision;

/// <summary>The very same was said before; nothing is done and nothing recorded.</summary>
public sealed record Repeated : Decision;
