namespace Dragonfly.Local.Unlocks.Video.Faults;

/// <summary>A way for a video system to misbehave.</summary>
public abstract record VideoFault;

/// <summary>It acts at once, but its answer takes <paramref name="Delay"/>; null means until the fault is withdrawn, which releases it in any case.</summary>
public sealed record Slow(TimeSpan? Delay = null) : VideoFault;

/// <summary>The call is <paramref name="Delay"/> on its way, or until the fault is withdrawn, and arrives even when the caller has given up on it.</summary>
public sealed record Late(TimeSpan? Delay = null) : VideoFault;

/// <summary>It does nothing and never answers: only the caller's cancellation ends the call.</summary>
public sealed record Hanging : VideoFault;

/// <summary>It does nothing and answers no.</summary>
public sealed record Refusing : VideoFault;

/// <summary>It is not reached.</summary>
public sealed record Unreachable : VideoFault;

/// <summary>Every <paramref name="Nth"/> call is not reached; 1 is each of them.</summary>
public sealed record Flapping(int Nth = 2) : VideoFault;

/// <summary>It answers that it opened, closed or began an export, and does nothing; what it tells of them is the truth.</summary>
public sealed record Lying : VideoFault;
