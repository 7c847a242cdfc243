namespace Dragonfly.Core.Audit.Verification;

/// <summary>What a line of an export says of itself, whatever the other lines say.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Sequence">An entry's sequence; 0 when it cannot be known.</param>
/// <param name="At">An entry's time in UTC ticks; 0 when it cannot be known.</param>
/// <param name="Previous">The hash that an entry states of the one before it; null when it states none.</param>
/// <param name="Hash">The hash that an entry states of itself; null when it cannot be known.</param>
/// <param name="Fault">What is wrong with it; null when nothing is.</param>
/// <param name="Detail">The same, for people.</param>
public readonly record struct LineFacts(LineKind Kind, long Sequence, long At, Digest? Previous, Digest? Hash, string? Fault = null, string? Detail = null);

/// <summary>The kinds of lines.</summary>
public enum LineKind
{
    /// <summary>An <see cref="Audit.Entry"/>, or what is left of one.</summary>
    Entry,

    /// <summary>An <see cref="ExportTimeline"/>.</summary>
    Timeline,

    /// <summary>An <see cref="ExportHeader"/>.</summary>
    Header,

    /// <summary>An <see cref="ExportEnd"/>.</summary>
    End,
}
