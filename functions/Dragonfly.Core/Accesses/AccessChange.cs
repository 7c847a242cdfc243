namespace Dragonfly.Core.Accesses;

/// <summary>What an entry does to an access log.</summary>
public abstract record AccessChange;

/// <summary>A new line.</summary>
public sealed record AccessBegan(AccessRecord Record) : AccessChange;

/// <summary>The feed of an unlock is viewable from then on.</summary>
/// <param name="Record">The line, with its <see cref="AccessRecord.From"/>.</param>
public sealed record AccessOpened(AccessRecord Record) : AccessChange;

/// <summary>An unlock or a view is over.</summary>
/// <param name="Access">Which.</param>
/// <param name="At">Since when.</param>
/// <param name="How">How it ended.</param>
/// <param name="Why">The code of why.</param>
public sealed record AccessEnded(AccessId Access, DateTimeOffset At, string How, string? Why) : AccessChange;
