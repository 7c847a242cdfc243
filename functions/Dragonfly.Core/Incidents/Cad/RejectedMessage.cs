using System.Collections.Immutable;
using Dragonfly.Core.Access;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>A message that could not be understood.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Agency">Whose CAD system sent it.</param>
/// <param name="Code">What was wrong first, for programs.</param>
/// <param name="Errors">Everything that was wrong.</param>
/// <param name="Number">The agency's number for the incident, if that much could be read.</param>
/// <param name="Format">The format that its door or media type named; null when it was to be told by its shape.</param>
/// <param name="IdempotencyKey">The request's, which names a message that has no id of its own.</param>
/// <param name="FirstReceivedAt">When it came first.</param>
/// <param name="ReceivedAt">When it came last.</param>
/// <param name="ExpiresAt">When it is deleted.</param>
/// <param name="Count">How often it came.</param>
public sealed record RejectedMessage(
    RejectedId Id,
    AgencyId Agency,
    string Code,
    ImmutableArray<FieldError> Errors,
    string? Number,
    CadFormat? Format,
    string? IdempotencyKey,
    DateTimeOffset FirstReceivedAt,
    DateTimeOffset ReceivedAt,
    DateTimeOffset ExpiresAt,
    int Count = 1)
{
    /// <summary>What is kept when the same comes again.</summary>
    public RejectedMessage After(RejectedMessage? before) =>
        before is null ? this : this with { FirstReceivedAt = before.FirstReceivedAt, Count = before.Count + Count };
}

/// <summary>A message that could not be understood, and its bytes.</summary>
/// <param name="Message">What is known of it.</param>
/// <param name="Body">The bytes as they came; null when they were too many to keep.</param>
public sealed record KeptMessage(RejectedMessage Message, ReadOnlyMemory<byte>? Body);
