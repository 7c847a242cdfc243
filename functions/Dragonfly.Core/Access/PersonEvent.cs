using Dragonfly.Core.Audit;

namespace Dragonfly.Core.Access;

/// <summary>Somebody changed the directory of people. What it says of them is nowhere in the log, nor a digest of it: a badge number is guessed in no time.</summary>
/// <param name="Person">Opaque id of whom it is about.</param>
public abstract record PersonEvent(string Person) : TimelineEvent
{
    /// <summary>The directory's timeline.</summary>
    public static TimelineId Timeline { get; } = new("people");
}

/// <summary>Somebody is listed, or listed otherwise than before.</summary>
public sealed record PersonListed(string Person) : PersonEvent(Person);

/// <summary>Somebody is not listed any more.</summary>
public sealed record PersonRemoved(string Person) : PersonEvent(Person);
