using System.Text.Json.Serialization;

namespace Dragonfly.Core.Audit;

/// <summary>
/// One line of an aggregate's timeline, which is its audit log: what, when, where, source, outcome and identity, chained to the line before it.
/// </summary>
/// <param name="Sequence">1 for the first entry of the aggregate, and one more for each that follows.</param>
/// <param name="At">When it was decided, UTC, to 100 ns.</param>
/// <param name="Origin">Who and through which door.</param>
/// <param name="Event">What was decided.</param>
/// <param name="PreviousHash">The <see cref="Hash"/> of the entry before; empty for the first.</param>
/// <param name="Hash">SHA-256 (lower-case hexadecimal) of this entry's canonical JSON with this property left out; see <see cref="Chain"/>.</param>
public sealed record Entry(long Sequence, DateTimeOffset At, Origin Origin, TimelineEvent Event, string PreviousHash, string? Hash = null);
