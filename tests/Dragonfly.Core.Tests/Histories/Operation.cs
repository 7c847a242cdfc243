using Dragonfly.Core.Incidents.Cad;

namespace Dragonfly.Core.Tests.Histories;

/// <summary>Something that happens. Numbers pick among what there is when it happens, so that any operation may be left out of a history.</summary>
public abstract record Operation;

/// <summary>CAD sends a message; <paramref name="InFlight"/> leaves the intake between two of its moves.</summary>
public sealed record Report(int Number, CadStatus Status, string? CallType, int Place, int SecondsOld, bool InFlight) : Operation;

/// <summary>CAD sends a message again.</summary>
public sealed record Repeat(int Which) : Operation;

/// <summary>Time passes.</summary>
public sealed record Pass(int Seconds) : Operation;

/// <summary>An owner changes their mind, and the incidents that hold the feed look again.</summary>
public sealed record ChangeConsent(int Feed, ConsentChange Change, int Fate) : Operation;

/// <summary>A supervisor locks one grant, or everything.</summary>
public sealed record LockUp(int Number, int? Grant) : Operation;

/// <summary>A supervisor wants it longer.</summary>
public sealed record Lengthen(int Number, int Minutes) : Operation;

/// <summary>A supervisor approves.</summary>
public sealed record GiveApproval(int Number, string By) : Operation;

/// <summary>A supervisor declares a threat, unless there is an incident of that number.</summary>
public sealed record Declare(int Number, string Reason, int Area, int Minutes, string By, bool InFlight) : Operation;

/// <summary>A viewer asks for a ticket.</summary>
public sealed record Look(int Number, int Grant, string Viewer) : Operation;

/// <summary>A viewer goes on looking.</summary>
public sealed record LookOn(int Number, int Ticket, string Viewer) : Operation;

/// <summary>A viewer looks away.</summary>
public sealed record LookAway(int Number, int Ticket, string Viewer) : Operation;

/// <summary>A Step runs from its beginning to its end.</summary>
public sealed record Step(int Number, int Fate) : Operation;

/// <summary>A Step begins, and is left between two of its moves.</summary>
public sealed record BeginStep(int Number, int Fate) : Operation;

/// <summary>One of those under way makes some moves.</summary>
public sealed record Move(int Which, int Moves) : Operation;

/// <summary>One of those under way dies.</summary>
public sealed record Crash(int Which) : Operation;

/// <summary>A call to the video system that was given up on arrives.</summary>
public sealed record ArriveLate(int Which) : Operation;

/// <summary>The video system loses a lease.</summary>
public sealed record LoseLease(int Which) : Operation;

/// <summary>The sweeper comes by.</summary>
public sealed record Sweep(int Fate) : Operation;

/// <summary>What an owner may do.</summary>
public enum ConsentChange
{
    /// <summary>Takes part.</summary>
    Give,

    /// <summary>Takes part no more.</summary>
    Withdraw,

    /// <summary>Turns sharing off.</summary>
    TurnOff,

    /// <summary>Not for an hour.</summary>
    Pause,

    /// <summary>Only for robberies.</summary>
    RobberiesOnly,

    /// <summary>Only in hours that end in twenty seconds.</summary>
    HoursEndSoon,

    /// <summary>Only in hours that end late.</summary>
    HoursEndLate,
}

/// <summary>A whole history.</summary>
/// <param name="Seed">What feeds there are.</param>
/// <param name="VideoForgets">See <see cref="FlakyVideo"/>.</param>
/// <param name="Operations">What happens.</param>
public sealed record History(int Seed, bool VideoForgets, Operation[] Operations)
{
    /// <inheritdoc/>
    public override string ToString() => $"seed {Seed}, video forgets: {VideoForgets}\n  {string.Join("\n  ", Operations.AsEnumerable())}\n";
}
