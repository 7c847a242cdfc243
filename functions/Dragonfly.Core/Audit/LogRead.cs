namespace Dragonfly.Core.Audit;

/// <summary>Somebody read the log.</summary>
/// <param name="What">How: the function's name.</param>
/// <param name="Subject">What was looked for, in ids and codes.</param>
public sealed record LogRead(string What, string? Subject = null) : TimelineEvent;
